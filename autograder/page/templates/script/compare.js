// Two parts of the class side by side; each may be of this run, or of an earlier one.
const TIMES = [["", "whenever"], ["in", "in time"], ["late", "late"]];
const MOVES_AT_FIRST = 6;
const THEN_READ = 3; // where a row of the earlier run has the answer
const earlier = data.earlier;
const runs = {
  now: { lines: data.lines, submissions: data.submissions },
  then: earlier && { lines: earlier.lines, submissions: earlier.submissions },
};
for (const run of Object.values(runs)) {
  if (run) run.places = new Map(run.lines.map((line, at) => [line.number, at]));
}
let sections = [];

function fillFilters() {
  const everybody = [...graded, ...(earlier ? earlier.submissions : [])];
  sections = [...new Set(everybody.flatMap(sectionsOf))].sort();
  for (const side of ["a", "b"]) {
    byId(`${side}-section`).append(element("option", { value: "", text: "all" }),
      ...sections.map((name, at) => element("option", { value: at + 1, text: name })));
    byId(`${side}-time`).append(...TIMES.map(([value, text]) => element("option", { value, text })));
    if (earlier) {
      byId(`${side}-run`).append(element("option", { value: "now", text: "this one" }),
        element("option", { value: "then", text: `earlier: ${earlier.name}` }));
    }
    byId(`${side}-run`).parentElement.hidden = !earlier;
    for (const part of ["run", "section", "time"]) byId(`${side}-${part}`).addEventListener("change", compare);
  }
  if (earlier) {
    byId("a-run").value = "then";
  } else if (sections.length > 1) {
    byId("a-section").value = "1";
    byId("b-section").value = "2";
  } else {
    byId("a-time").value = "in";
    byId("b-time").value = "late";
  }
}

function chosen(side) {
  const section = byId(`${side}-section`).value, time = byId(`${side}-time`).value;
  const isThen = earlier && byId(`${side}-run`).value === "then";
  const name = section && sections[Number(section) - 1], run = isThen ? runs.then : runs.now;
  const among = run.submissions.filter((one) =>
    (!section || one.people.some((person) => person.sections.includes(name))) &&
    (!time || (time === "late") === Boolean(one.late)));
  return { run, isThen, among, graded: among.filter((one) => one.state === "graded") };
}

const rowOf = (side, one, number) => side.run.places.has(number) ? one.lines[side.run.places.get(number)] : null;
const worthOf = (side, number) => side.run.places.has(number) ? side.run.lines[side.run.places.get(number)].worth : null;

// -------------------------------------------------------------------------------- lines' means

// How large a part of each side has left each note, where it earned less than all.
function noteRates(number, side) {
  const rates = new Map(), worth = worthOf(side, number);
  for (const submission of worth === null ? [] : side.graded) {
    const row = rowOf(side, submission, number);
    for (const note of row[SCORE] < worth ? notesOf(row) : []) {
      rates.set(note, (rates.get(note) || 0) + 1 / side.graded.length);
    }
  }
  return rates;
}

// The note whose frequency differs most says what the difference is made of.
function tellingNote(number, one, other) {
  const [left, right] = [one, other].map((side) => noteRates(number, side));
  const differences = [...new Set([...left.keys(), ...right.keys()])]
    .map((note) => [note, left.get(note) || 0, right.get(note) || 0])
    .sort((x, y) => Math.abs(y[1] - y[2]) - Math.abs(x[1] - x[2]));
  if (!differences.length) return "";
  const [note, a, b] = differences[0];
  const percent = (rate) => `${Math.round(rate * 100)} %`;
  return element("span", {}, given(note), element("small", { text: ` (A ${percent(a)}, B ${percent(b)})` }));
}

// Lines that only one of both runs has are there too: there is no mean on the other side.
function lineMeans(one, other) {
  const numbers = new Set([one, other].flatMap((side) => side.run.lines.map((line) => line.number)));
  return [...numbers].map((number) => {
    const [left, right] = [one, other].map((side) => side.run.places.has(number)
      ? mean(side.graded.map((submission) => rowOf(side, submission, number)[SCORE])) : null);
    return { number, left, right, change: left === null || right === null ? null : right - left };
  }).filter((row) => row.change === null || Math.abs(row.change) > 1e-9)
    .sort((a, b) => Math.abs(b.change || 0) - Math.abs(a.change || 0));
}

function showLineMeans(one, other, moves) {
  const rows = one.graded.length && other.graded.length ? lineMeans(one, other) : [];
  const worth = (number) => [...new Set([one, other].map((side) => worthOf(side, number)))]
    .filter((value) => value !== null).map(points).join(" → ");
  const nameOfLine = (number) => [runs.now, runs.then].filter((run) => run && run.places.has(number))
    .map((run) => run.lines[run.places.get(number)])[0];
  const link = (number) => runs.now.places.has(number) ? lineLink(nameOfLine(number)) : number;
  const on = new Map();
  for (const move of moves || []) {
    if (!on.has(move.number)) on.set(move.number, []);
    on.get(move.number).push(move);
  }
  const moved = (number, sign) => String((on.get(number) || []).filter((move) => move.change * sign > 0).length || "");
  table(byId("compare-list"), "Means of lines in A and in B, the largest difference first",
    [["Line"], ["Mean in A", "n"], ["Mean in B", "n"], ["B − A", "n"], ["Of", "n"],
      ...(moves ? [["Gain", "n"], ["Lose", "n"], ["What changed most often", "text"]] : [["Note that differs most", "text"]]),
      ["What it asks for", "text"]],
    rows.map(({ number, left, right, change }) => [link(number), points(left), points(right),
      change === null ? "–" : signed(change), worth(number),
      ...(moves ? [moved(number, 1), moved(number, -1), commonCause(on.get(number) || [])] : [tellingNote(number, one, other)]),
      given(nameOfLine(number).name)]),
    one.graded.length && other.graded.length ? "No line differs." : "One of both is empty: choose other ones.");
}

// ------------------------------------------------------------------------- who gains, who loses

// The same people's submissions in both runs, A's first; those that were graded in one run alone
// are told, and not compared.
function pairsOf(one, other) {
  const members = new Map([one, other].map((side) => [side.isThen ? "then" : "now", new Set(side.among)]));
  return earlier.pairs.map(([then, now, differing]) =>
    ({ then: earlier.submissions[then], now: data.submissions[now], differing: new Set(differing) }))
    .filter((pair) => members.get("then").has(pair.then) && members.get("now").has(pair.now))
    .map((pair) => ({ ...pair, a: one.isThen ? pair.then : pair.now, b: one.isThen ? pair.now : pair.then }));
}

const ending = (row) => `${stateOf(row)}${data.texts[row[NOTES]] ? ` (${data.texts[row[NOTES]]})` : ""}`;

// Why a line earns another number of points: the line, the answer, or what was said of it.
function causeOf(number, before, after, worths, pair) {
  if (!before || !after) return [before ? "the line is in A alone" : "the line is in B alone"];
  const causes = [];
  if (worths[0] !== worths[1]) causes.push(`worth ${points(worths[0])} → ${points(worths[1])}`);
  if (pair.differing.has(runs.now.places.get(number))) causes.push("another answer");
  if (ending(before) !== ending(after)) causes.push(`${ending(before)} → ${ending(after)}`);
  return causes.length ? causes : [`${ending(before)} in both, another share`];
}

function movesOf(pair, one, other) {
  const numbers = new Set([one, other].flatMap((side) => side.run.lines.map((line) => line.number)));
  return [...numbers].flatMap((number) => {
    const before = rowOf(one, pair.a, number), after = rowOf(other, pair.b, number);
    const change = (after ? after[SCORE] : 0) - (before ? before[SCORE] : 0);
    const isWaiting = (row) => Boolean(row) && waits(row);
    if (Math.abs(change) < 1e-9 && isWaiting(before) === isWaiting(after)) return [];
    const worths = [one, other].map((side) => worthOf(side, number));
    return [{ number, before, after, change, pair, causes: causeOf(number, before, after, worths, pair) }];
  });
}

function commonCause(moves) {
  const counts = new Map();
  for (const move of moves) {
    const cause = move.causes.join("; ");
    counts.set(cause, (counts.get(cause) || 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most ? element("span", {}, given(most[0]), element("small", { text: ` (${most[1]})` })) : "";
}

function moveView({ number, before, after, pair, causes }) {
  const [then, now] = before === null || after === null ? [] : pair.a === pair.then ? [before, after] : [after, before];
  const read = then && pair.differing.has(runs.now.places.get(number))
    ? [data.texts[then[THEN_READ]], data.texts[now[READ]]] : [];
  if (pair.a !== pair.then) read.reverse();
  return element("li", {}, element("strong", { text: number }),
    `: ${points(before ? before[SCORE] : null)} → ${points(after ? after[SCORE] : null)}, `, given(causes.join("; ")),
    read.some(Boolean) ? element("span", { class: "soft" }, ": ", given(read[0] || "–"), " → ", given(read[1] || "–")) : null);
}

const movesList = (moves) => element("ul", { class: "moves" }, ...moves.map(moveView));

function movesView(moves) {
  if (moves.length <= MOVES_AT_FIRST + 1) return movesList(moves);
  const rest = moves.slice(MOVES_AT_FIRST);
  return element("div", {}, movesList(moves.slice(0, MOVES_AT_FIRST)),
    element("details", {}, element("summary", { text: `${rest.length} more lines` }), movesList(rest)));
}

function showMoves(one, other) {
  const all = pairsOf(one, other), pairs = all.filter((pair) => pair.then.state === "graded" && pair.now.state === "graded");
  const found = pairs.map((pair) => ({ pair, change: pair.b.score - pair.a.score, moves: movesOf(pair, one, other) }))
    .filter((row) => row.moves.length).sort((x, y) => Math.abs(y.change) - Math.abs(x.change));
  const gain = found.filter((row) => row.change > 1e-9).length, lose = found.filter((row) => row.change < -1e-9).length;
  const sides = [one, other].map((side, at) => {
    const there = new Set(all.map((pair) => at ? pair.b : pair.a));
    return side.graded.filter((submission) => !there.has(submission));
  });
  const doubtful = new Set(earlier.doubtful);
  const unsure = sides.flat().filter((submission) => doubtful.has(places.get(submission))).length;
  const apart = all.length - pairs.length;
  byId("compare-moves").textContent = `${counted(pairs.length, "submission")} of the same people: ${gain} gain, ` +
    `${lose} lose, ${pairs.length - gain - lose} as before. Not compared: ${sides[0].length} in A alone, ` +
    `${sides[1].length} in B alone${unsure ? ` (${unsure} of people who are called as others are)` : ""}` +
    `${apart ? `, ${apart} not graded in one of both` : ""}.`;
  byId("compare-made").textContent = [earlier.complete ? "" : "The earlier run has not come to its end.",
    earlier.changed.length ? `Changed since the earlier run: ${earlier.changed.join(", ")}.`
      : "Rubric, reference and grader are those of the earlier run."].filter(Boolean).join(" ");
  table(byId("compare-people"), "Who gains and who loses from A to B, the largest change first",
    [["Student"], ["A", "n"], ["B", "n"], ["B − A", "n"], ["On which line, and because of what", "text"]],
    found.map(({ pair, change, moves }) => [studentLink(pair.now), points(pair.a.score), points(pair.b.score),
      Math.abs(change) < 1e-9 ? "0" : signed(change), () => movesView(moves)]),
    "Nobody's points have changed.");
  return found.flatMap((row) => row.moves);
}

function compare() {
  const [one, other] = [chosen("a"), chosen("b")];
  const totals = [one, other].map((side) => mean(side.graded.map((submission) => submission.score)));
  byId("compare-count").textContent = `A: ${counted(one.graded.length, "submission")}, mean ${points(totals[0])}. ` +
    `B: ${counted(other.graded.length, "submission")}, mean ${points(totals[1])}.`;
  const isBeside = Boolean(one.isThen) !== Boolean(other.isThen);
  byId("compare-beside").hidden = !isBeside;
  showLineMeans(one, other, isBeside ? showMoves(one, other) : null);
}
