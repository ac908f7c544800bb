// What the page is made of, and how its values are written. Everything that was handed in is text
// here: it comes out of the block of JSON, and goes in by textContent.
const data = JSON.parse(byId("data").textContent);
const SHOWN_AT_FIRST = 20;
const LINES_AT_FIRST = 15; // as in the style
const STATE = 0, SCORE = 1, NOTES = 2, SAID = 3, REVIEW = 4, READ = 5, FORMULA = 6;
const ours = new Set(data.ours);
const graded = data.submissions.filter((one) => one.state === "graded");
const places = new Map(data.submissions.map((one, at) => [one, at]));

function byId(id) {
  return document.getElementById(id);
}

const points = (value) => value === null ? "–" : String(Math.round(value * 100) / 100);
const mean = (values) => values.length ? values.reduce((a, b) => a + b, 0) / values.length : null;
const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const stateOf = (row) => data.states[row[STATE]];
const waits = (row) => ours.has(stateOf(row));
const notesOf = (row) => data.texts[row[NOTES]].split("; ").filter(Boolean);

function lateness(seconds) {
  const minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days ${hours % 24} h`;
  return hours ? `${hours} h ${minutes % 60} min` : minutes ? `${minutes} min` : `${seconds} s`;
}

// ------------------------------------------------------------------------------------- names

// Who gives rulings sees no names until they are asked for.
const names = { hidden: Boolean(data.review) };

const personName = (person) => names.hidden ? "" : person.name || person.key || "";
const absentName = (person, at) => names.hidden ? `Absent ${at + 1}` : personName(person);
const sectionsOf = (one) => [...new Set(one.people.flatMap((person) => person.sections))];

function nameOf(one) {
  if (names.hidden) return places.has(one) ? `Student ${places.get(one) + 1}` : "Somebody";
  return one.people.map(personName).filter(Boolean).join(", ") || one.id;
}

// All that somebody can be found by.
function callings(one) {
  if (names.hidden) return [nameOf(one), one.state, ...sectionsOf(one)];
  return [one.id, one.state, ...sectionsOf(one), ...one.people.flatMap((person) =>
    [person.name, person.email, person.sid, person.key])].filter(Boolean);
}
