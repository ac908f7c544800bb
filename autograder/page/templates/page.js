"use strict";
// Puts in what is about single answers and persons. Everything that was handed in is text here: it
// comes out of the block of JSON, and goes in by textContent; formulas are made of known elements.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SHOWN_AT_FIRST = 20;
  const LINES_AT_FIRST = 15; // as in the style
  const STATE = 0, SCORE = 1, NOTES = 2, SAID = 3, REVIEW = 4, READ = 5, FORMULA = 6;
  const MATHML = "http://www.w3.org/1998/Math/MathML";
  const elements = new Set(data.elements), attributes = new Set(data.attributes);
  const byId = (id) => document.getElementById(id);
  const ours = new Set(data.ours);
  const graded = data.submissions.filter((one) => one.state === "graded");

  // ---------------------------------------------------------------------------------- elements

  function element(name, options = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (key === "text") made.textContent = value;
      else if (key === "class") made.className = value;
      else if (key === "click") made.addEventListener("click", value);
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }

  // A text that somebody else wrote: whatever its direction, it ends where it ends.
  const given = (text) => element("bdi", { text });
  const pre = (text) => element("pre", { text, dir: "auto" });

  function known(source) {
    if (source.nodeType === Node.TEXT_NODE) return document.createTextNode(source.data);
    if (!elements.has(source.localName)) return document.createTextNode(source.textContent);
    const made = document.createElementNS(MATHML, source.localName);
    for (const { name, value } of source.attributes) {
      if (attributes.has(name)) made.setAttribute(name, value);
    }
    made.append(...[...source.childNodes].map(known));
    return made;
  }

  function formula(number) {
    const source = data.formulas[number];
    if (!source) return null;
    const read = new DOMParser().parseFromString(source, "application/xml").documentElement;
    if (read.localName !== "math") return null;
    const made = known(read);
    made.setAttribute("display", "block");
    return made;
  }

  function answer(text, number) {
    const made = formula(number);
    if (made) return element("div", { class: "answer" }, made);
    return !data.texts[text] ? null : element("div", { class: "answer" }, pre(data.texts[text]));
  }

  // An empty place is filled with a table; a long one shows its beginning until all is asked for.
  function table(place, caption, columns, rows, nothing) {
    place.replaceChildren();
    if (!rows.length) return place.append(element("p", { class: "soft", text: nothing }));
    const body = element("tbody");
    const head = columns.map(([title, kind]) => element("th", { scope: "col", class: kind || "", text: title }));
    const row = (cells) => element("tr", {}, ...cells.map((cell, at) =>
      element(at ? "td" : "th", at ? { class: columns[at][1] || "" } : { scope: "row" }, cell)));
    const add = (some) => body.append(...some.map(row));
    add(rows.slice(0, SHOWN_AT_FIRST));
    place.append(element("div", { class: "wide", role: "group", "aria-label": caption, tabindex: "0" },
      element("table", {}, element("caption", { class: "hidden", text: caption }),
        element("thead", {}, element("tr", {}, ...head)), body)));
    if (rows.length > SHOWN_AT_FIRST) {
      const more = element("button", { type: "button", text: `Show all ${rows.length}`, click: () => {
        add(rows.slice(SHOWN_AT_FIRST));
        more.remove();
      } });
      place.append(more);
    }
  }

  // ------------------------------------------------------------------------------------- texts

  const points = (value) => value === null ? "–" : String(Math.round(value * 100) / 100);
  const signed = (value) => element("span", { class: value < 0 ? "minus" : "plus",
    text: `${value < 0 ? "−" : "+"}${points(Math.abs(value))}` });
  const mean = (values) => values.length ? values.reduce((a, b) => a + b, 0) / values.length : null;
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const personName = (one) => one.name || one.key || "";
  const nameOf = (one) => one.people.map(personName).filter(Boolean).join(", ") || one.id;
  const stateOf = (row) => data.states[row[STATE]];
  const waits = (row) => ours.has(stateOf(row));
  const notesOf = (row) => data.texts[row[NOTES]].split("; ").filter(Boolean);

  function lateness(seconds) {
    const minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60);
    if (hours >= 48) return `${Math.floor(hours / 24)} days ${hours % 24} h`;
    return hours ? `${hours} h ${minutes % 60} min` : minutes ? `${minutes} min` : `${seconds} s`;
  }

  const studentLink = (one) =>
    element("button", { type: "button", class: "link", click: () => showStudent(one) }, given(nameOf(one)));
  const lineLink = (line) =>
    element("button", { type: "button", class: "link", text: line.number, click: () => showLine(line) });

  // ----------------------------------------------------------------------------------- answers

  const lineChoice = byId("s-line"), withRight = byId("s-right");

  function fillLines() {
    for (const [at, line] of data.lines.entries()) {
      lineChoice.append(element("option", { value: at, text: `${line.number}  ${line.name}`.slice(0, 90) }));
    }
    const first = document.querySelector("#t-lines a[data-line]");
    const most = data.lines.findIndex((line) => first && line.number === first.dataset.line);
    lineChoice.value = String(Math.max(0, most));
  }

  function groupView(group, line) {
    const earned = group.earned.map(([score, count]) =>
      `${points(score)} of ${points(line.worth)}${group.earned.length > 1 ? ` (${count} times)` : ""}`);
    if (group.waiting) earned.push(`${group.waiting} wait for a person`);
    const kind = group.answer || group.formula ? "" : group.kind || "not known";
    const about = [kind, ...group.alike.map((at) => data.texts[at])].filter(Boolean);
    const names = element("ul", { class: "names" });
    const list = element("details", {}, element("summary", { text: counted(group.members.length, "submission") }), names);
    list.addEventListener("toggle", () => {
      if (list.open && !names.childElementCount) {
        names.append(...group.members.map((at) => element("li", {}, studentLink(data.submissions[at]))));
      }
    });
    return element("article", { class: "group" },
      element("div", { class: "head" },
        element("h3", { class: "size", text: `${group.members.length} ×` }),
        element("span", { text: earned.join(", ") }),
        element("code", { class: "soft push", text: group.id })),
      answer(group.answer, group.formula),
      about.length ? element("p", { class: "soft" }, given(about.join(" · "))) : null,
      list);
  }

  function showGroups() {
    const line = data.lines[Number(lineChoice.value)], place = byId("answers-list");
    place.replaceChildren();
    if (!line) return;
    const shown = line.groups.filter((group) => withRight.checked || !group.right);
    const right = line.groups.filter((group) => group.right).reduce((sum, group) => sum + group.members.length, 0);
    byId("answers-count").textContent =
      `${counted(shown.length, "different answer")}${withRight.checked ? "" : " that earned less than all or wait"}; right: ${right}.`;
    place.append(...shown.slice(0, SHOWN_AT_FIRST).map((group) => groupView(group, line)));
    if (shown.length > SHOWN_AT_FIRST) {
      const more = element("button", { type: "button", text: `Show all ${shown.length}`, click: () => {
        more.replaceWith(...shown.slice(SHOWN_AT_FIRST).map((group) => groupView(group, line)));
      } });
      place.append(more);
    }
  }

  function showLine(line) {
    lineChoice.value = String(data.lines.indexOf(line));
    showGroups();
    byId("answers").scrollIntoView();
    lineChoice.focus();
  }

  // ------------------------------------------------------------------- waiting, late, followed

  function eachLine(choose) {
    return data.submissions.flatMap((one) => one.lines.flatMap((row, at) =>
      choose(row) ? [{ one, row, line: data.lines[at] }] : []));
  }

  function showLists() {
    const waiting = eachLine(waits).sort((a, b) => data.lines.indexOf(a.line) - data.lines.indexOf(b.line));
    table(byId("waiting-list"), "Lines that wait for a person",
      [["Line"], ["Student"], ["State"], ["Worth", "n"], ["Why", "text"]],
      waiting.map(({ one, row, line }) => [lineLink(line), studentLink(one), stateOf(row),
        points(line.worth), given(data.texts[row[REVIEW]])]),
      "No line waits for a person.");
    const late = data.submissions.filter((one) => one.late).sort((a, b) => b.late - a.late);
    const odd = data.submissions.filter((one) => one.state !== "graded" && !one.late);
    table(byId("late-list"), "Who handed in late, or nothing that could be graded",
      [["Student"], ["What", "text"], ["Points", "n"]],
      [...late.map((one) => [studentLink(one), `late by ${lateness(one.late)}${one.state === "graded" ? "" : `, ${one.state}`}`, points(one.score)]),
        ...odd.map((one) => [studentLink(one), one.state, points(one.score)]),
        ...data.missing.map((person) => [given(personName(person)), "handed in nothing", "–"])],
      "Everybody handed in, and nobody late.");
    const followed = eachLine((row) => row[SCORE] > 0 && !waits(row) && notesOf(row).includes("followed"));
    table(byId("followed-list"), "Points given by following an earlier answer",
      [["Line"], ["Student"], ["Points", "n"], ["Of", "n"], ["Notes", "text"]],
      followed.map(({ one, row, line }) => [lineLink(line), studentLink(one), points(row[SCORE]),
        points(line.worth), given(notesOf(row).join(", "))]),
      "Nobody earned points by going on from an own earlier answer.");
  }

  function showExport() {
    const there = data.submissions.filter((one) => one.export);
    const rows = there.map((one) => {
      const theirs = one.export.score;
      const change = theirs === null || one.score === null ? null : one.score - theirs;
      return { one, theirs, change, lines: Object.entries(one.export.lines) };
    }).filter((row) => Math.abs(row.change || 0) > 1e-6 || row.change === null || row.lines.length)
      .sort((a, b) => Math.abs(b.change || 0) - Math.abs(a.change || 0));
    table(byId("export-list"), "Scores in the export, beside ours",
      [["Student"], ["Export", "n"], ["Ours", "n"], ["Change", "n"], ["Lines that differ: export, ours", "text"]],
      rows.map(({ one, theirs, change, lines }) => [studentLink(one), points(theirs), points(one.score),
        change === null ? "–" : signed(change),
        lines.map(([number, score]) => {
          const at = data.lines.findIndex((line) => line.number === number);
          return `${number}: ${points(score)}, ${points(one.lines[at][SCORE])}`;
        }).join("; ")]),
      there.length ? `All ${counted(there.length, "score")} in the export are as ours.` : "The download says no scores.");
  }

  // ----------------------------------------------------------------------------------- compare

  const TIMES = [["", "whenever"], ["in", "in time"], ["late", "late"]];

  function fillFilters() {
    const sections = [...new Set(graded.flatMap((one) => one.people.flatMap((person) => person.sections)))].sort();
    for (const side of ["a", "b"]) {
      byId(`${side}-section`).append(element("option", { value: "", text: "all" }),
        ...sections.map((name, at) => element("option", { value: at + 1, text: name })));
      byId(`${side}-time`).append(...TIMES.map(([value, text]) => element("option", { value, text })));
      for (const part of ["section", "time"]) byId(`${side}-${part}`).addEventListener("change", compare);
    }
    if (sections.length > 1) {
      byId("a-section").value = "1";
      byId("b-section").value = "2";
    } else {
      byId("a-time").value = "in";
      byId("b-time").value = "late";
    }
    return sections;
  }

  function chosen(side) {
    const section = byId(`${side}-section`).value, time = byId(`${side}-time`).value;
    const name = section && sections[Number(section) - 1];
    return graded.filter((one) =>
      (!section || one.people.some((person) => person.sections.includes(name))) &&
      (!time || (time === "late") === Boolean(one.late)));
  }

  // How large a part of each side has left each note, where it earned less than all.
  function noteRates(at, side) {
    const rates = new Map();
    for (const submission of side) {
      const row = submission.lines[at];
      for (const note of row[SCORE] < data.lines[at].worth ? notesOf(row) : []) {
        rates.set(note, (rates.get(note) || 0) + 1 / side.length);
      }
    }
    return rates;
  }

  // The note whose frequency differs most says what the difference is made of.
  function tellingNote(at, one, other) {
    const [left, right] = [one, other].map((side) => noteRates(at, side));
    const differences = [...new Set([...left.keys(), ...right.keys()])]
      .map((note) => [note, left.get(note) || 0, right.get(note) || 0])
      .sort((x, y) => Math.abs(y[1] - y[2]) - Math.abs(x[1] - x[2]));
    if (!differences.length) return "";
    const [note, a, b] = differences[0];
    const percent = (rate) => `${Math.round(rate * 100)} %`;
    return element("span", {}, given(note), element("small", { text: ` (A ${percent(a)}, B ${percent(b)})` }));
  }

  function compare() {
    const [one, other] = [chosen("a"), chosen("b")];
    const totals = [one, other].map((side) => mean(side.map((submission) => submission.score)));
    byId("compare-count").textContent = `A: ${counted(one.length, "submission")}, mean ${points(totals[0])}. ` +
      `B: ${counted(other.length, "submission")}, mean ${points(totals[1])}.`;
    const rows = !one.length || !other.length ? [] : data.lines.map((line, at) => {
      const [left, right] = [one, other].map((side) => mean(side.map((submission) => submission.lines[at][SCORE])));
      return { line, left, right, change: right - left, at };
    }).filter((row) => Math.abs(row.change) > 1e-9).sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
    table(byId("compare-list"), "Means of lines in A and in B, the largest difference first",
      [["Line"], ["Mean in A", "n"], ["Mean in B", "n"], ["B − A", "n"], ["Of", "n"], ["Note that differs most", "text"], ["What it asks for", "text"]],
      rows.map(({ line, left, right, change, at }) => [lineLink(line), points(left), points(right),
        signed(change), points(line.worth), tellingNote(at, one, other), given(line.name)]),
      one.length && other.length ? "No line differs." : "One of both is empty: choose other ones.");
  }

  // ---------------------------------------------------------------------------------- students

  const search = byId("s-search");
  const ordered = [...data.submissions].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const searched = new Map(ordered.map((one) => [one, [one.id, one.state, ...one.people.flatMap((person) =>
    [person.name, person.email, person.sid, person.key, ...person.sections])].filter(Boolean).join("\n").toLowerCase()]));
  let found = ordered;

  function showStudents() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = ordered.filter((one) => words.every((word) => searched.get(one).includes(word)));
    byId("students-count").textContent = `${counted(found.length, "submission")}.`;
    table(byId("students-list"), "Submissions",
      [["Student"], ["Sections"], ["State"], ["Points", "n"], ["Late", "n"], ["Waiting", "n"]],
      found.map((one) => [studentLink(one),
        given([...new Set(one.people.flatMap((person) => person.sections))].join(", ")), one.state,
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

  function showStudent(one) {
    const place = byId("student"), title = byId("h-student");
    place.hidden = false;
    title.replaceChildren(given(nameOf(one)));
    const about = one.people.flatMap((person) => [person.email, person.sid, ...person.sections]).filter(Boolean);
    byId("student-body").replaceChildren(
      element("p", {}, given([...new Set(about)].join(" · "))),
      element("p", {}, element("strong", { text: `${points(one.score)} of ${points(data.maximum)}` }),
        ` · ${one.state}${one.late ? ` · late by ${lateness(one.late)}` : ""}${one.at ? ` · handed in ${one.at.replace("T", " ")}` : ""}`,
        one.state === "missing" ? null : given(` · results/${one.id}/results.json`)),
      ...one.told.map((at) => pre(data.texts[at])),
      ...one.lines.map((row, at) => lineView(row, data.lines[at])));
    const at = found.indexOf(one);
    for (const [id, next] of [["b-previous", found[at - 1]], ["b-next", found[at + 1]]]) {
      byId(id).disabled = at < 0 || !next;
      byId(id).onclick = () => showStudent(next);
    }
    place.scrollIntoView();
    title.focus({ preventScroll: true });
  }

  byId("b-back").addEventListener("click", () => {
    byId("student").hidden = true;
    byId("students").scrollIntoView();
    search.focus({ preventScroll: true });
  });
  search.addEventListener("input", showStudents);
  lineChoice.addEventListener("change", showGroups);
  withRight.addEventListener("change", showGroups);
  for (const link of document.querySelectorAll("#t-lines a[data-line]")) {
    link.addEventListener("click", () => {
      lineChoice.value = String(data.lines.findIndex((line) => line.number === link.dataset.line));
      showGroups();
    });
  }
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

  if (data.texts_cut_to) {
    document.querySelector("main").prepend(element("p", { class: "note",
      text: `So that the page stays small, texts longer than ${data.texts_cut_to} characters are cut; results.json has them whole.` }));
  }
  foldLines();
  fillLines();
  const sections = fillFilters();
  showGroups();
  showLists();
  showExport();
  compare();
  showStudents();
  document.documentElement.dataset.ready = "yes";
})();
