// Each student's whole feedback, and the search for it.
const search = byId("s-search");
let ordered = [], searched = new Map(), found = [];

function indexStudents() {
  ordered = [...data.submissions];
  if (!names.hidden) ordered.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  searched = new Map(ordered.map((one) => [one, callings(one).join("\n").toLowerCase()]));
}

function showStudents() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  found = ordered.filter((one) => words.every((word) => searched.get(one).includes(word)));
  byId("students-count").textContent = `${counted(found.length, "submission")}.`;
  table(byId("students-list"), "Submissions",
    [["Student"], ["Sections"], ["State"], ["Points", "n"], ["Late", "n"], ["Waiting", "n"]],
    found.map((one) => [studentLink(one), given(sectionsOf(one).join(", ")), one.state,
      points(one.score), one.late ? lateness(one.late) : "", String(one.lines.filter(waits).length || "")]),
    "Nobody is called so.");
}

function lineView(row, line) {
  const state = stateOf(row), kind = waits(row) ? "wait"
    : row[SCORE] >= line.worth ? "good" : row[SCORE] > 0 ? "part" : "bad";
  const notes = notesOf(row), review = data.texts[row[REVIEW]];
  const more = [notes.length ? element("p", {}, "Notes: ", given(notes.join(", "))) : null,
    review ? pre(review) : null].filter(Boolean);
  return element("article", { class: "line" },
    element("div", { class: "head" }, element("h3", {}, `${line.number}  `, given(line.name)),
      element("span", { class: `state push ${kind}`, text: `${state}, ${points(row[SCORE])} of ${points(line.worth)}` })),
    answer(row[READ], row[FORMULA]),
    data.texts[row[SAID]] ? pre(data.texts[row[SAID]]) : null,
    more.length ? element("details", {}, element("summary", { text: "For instructors" }), ...more) : null);
}

let studentShown = null;

function showStudent(one) {
  fillStudent(one);
  byId("student").scrollIntoView();
  byId("h-student").focus({ preventScroll: true });
}

function fillStudent(one) {
  studentShown = one;
  byId("student").hidden = false;
  byId("h-student").replaceChildren(given(nameOf(one)));
  const called = names.hidden ? [] : one.people.flatMap((person) => [person.email, person.sid]).filter(Boolean);
  byId("student-body").replaceChildren(
    element("p", {}, given([...new Set([...called, ...sectionsOf(one)])].join(" · "))),
    element("p", {}, element("strong", { text: `${points(one.score)} of ${points(data.maximum)}` }),
      ` · ${one.state}${one.late ? ` · late by ${lateness(one.late)}` : ""}${one.at ? ` · handed in ${one.at.replace("T", " ")}` : ""}`,
      names.hidden || one.state === "missing" ? null : given(` · results/${one.id}/results.json`)),
    ...(names.hidden ? [] : one.told.map((at) => pre(data.texts[at]))), // which may name people
    ...one.lines.map((row, at) => lineView(row, data.lines[at])));
  const at = found.indexOf(one);
  for (const [id, next] of [["b-previous", found[at - 1]], ["b-next", found[at + 1]]]) {
    byId(id).disabled = at < 0 || !next;
    byId(id).onclick = () => showStudent(next);
  }
}

byId("b-back").addEventListener("click", () => {
  studentShown = null;
  byId("student").hidden = true;
  byId("students").scrollIntoView();
  search.focus({ preventScroll: true });
});
search.addEventListener("input", showStudents);
