// Tests wait for this.
document.documentElement.dataset.ready = "yes";
