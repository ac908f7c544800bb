// What is shown first, and again after something has changed.
lineChoice.addEventListener("change", showGroups);
withRight.addEventListener("change", showGroups);
document.addEventListener("click", (event) => {
  const link = event.target.closest("#t-lines a[data-line]");
  if (!link) return;
  lineChoice.value = String(data.lines.findIndex((line) => line.number === link.dataset.line));
  showGroups();
});

function foldLines() {
  const all = byId("t-lines"), rows = all.tBodies[0].rows.length;
  if (rows <= LINES_AT_FIRST) return;
  all.classList.add("folded");
  const more = element("button", { type: "button", text: `Show all ${rows}`, click: () => {
    all.classList.remove("folded");
    more.remove();
  } });
  all.parentElement.after(more);
}

function showAll() {
  indexStudents();
  showGroups();
  showLists();
  showExport();
  compare();
  showStudents();
  if (studentShown) fillStudent(studentShown);
}

if (data.texts_cut_to) {
  document.querySelector("main").prepend(element("p", { class: "note",
    text: `So that the page stays small, texts longer than ${data.texts_cut_to} characters are cut; results.json has them whole.` }));
}
foldLines();
fillLines();
fillFilters();
showAll();
