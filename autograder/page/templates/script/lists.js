// Lists of lines and of people: what waits, who was late, who went on from an own answer, the export.
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
      ...data.missing.map((person, at) => [given(absentName(person, at)), "handed in nothing", "–"])],
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
