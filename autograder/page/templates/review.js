"use strict";
// Gives rulings from the page: what is served by `autograder review`.
