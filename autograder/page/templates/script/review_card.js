// One answer as it is looked at: what was handed in, what was said of it, what it earns.
const answersKept = new Map(); // what the server has of single answers, by line and submission

function announce(text) {
  const place = byId("r-status");
  place.textContent = "";
  place.textContent = text;
}

function fillReviewLines() {
  const choice = byId("r-line");
  for (const at of data.lines.keys()) choice.append(element("option", { value: at }));
  const most = (key) => data.lines.map((_, at) => [at, counts(at)[key]]).reduce((a, b) => b[1] > a[1] ? b : a, [0, 0]);
  const [waiting, many] = most("waiting");
  queue.line = many ? waiting : most("lost")[0];
  queue.which = many ? "waiting" : "lost";
}

function showReviewLines() {
  for (const [at, option] of [...byId("r-line").options].entries()) {
    const { waiting, looked } = counts(at), { number, name, groups } = data.lines[at];
    const of = groups.reduce((sum, group) => sum + group.members.length, 0);
    option.textContent = `${number} · ${waiting ? `${waiting} wait · ` : ""}${looked} of ${of} ruled · ${name}`.slice(0, 110);
  }
  byId("r-line").value = String(queue.line);
  byId("r-which").value = queue.which;
  byId("r-each").setAttribute("aria-pressed", String(queue.each));
  byId("r-names").setAttribute("aria-pressed", String(!names.hidden));
  const { newer } = data.review;
  byId("r-newer").textContent = newer ? `${counted(newer, "ruling")} newer than the results` : "The results are up to date.";
  byId("r-write").disabled = !newer;
}

// What answers earn, in words: "earns 1 of 2 (3 times), 2 wait for a person".
function earnings(rows, worth) {
  const found = new Map(), waiting = rows.filter(waits).length;
  for (const row of rows.filter((one) => !waits(one))) found.set(row[SCORE], (found.get(row[SCORE]) || 0) + 1);
  const parts = [...found].map(([score, count], at) =>
    `${at ? "" : "earns "}${points(score)} of ${points(worth)}${found.size > 1 || waiting ? ` (${count} times)` : ""}`);
  if (waiting) parts.push(waiting === rows.length ? "waits for a person" : `${waiting} wait for a person`);
  return parts.join(", ");
}

// What the grader gave, where a person has said otherwise since.
function gradedText(group, item, worth, earns) {
  if (item.member !== null && group.members.length > 1) return "";
  const parts = group.earned.map(([score, count]) =>
    `${points(score)} of ${points(worth)}${group.earned.length > 1 || group.waiting ? ` (${count} times)` : ""}`);
  if (group.waiting) parts.push(group.waiting === group.members.length ? "nothing yet" : `${group.waiting} left open`);
  const text = parts.join(", ");
  return earns === `earns ${text}` || earns.startsWith("waits") ? "" : ` · the grader gave ${text}`;
}

// Why a ruling does not apply as it stands: that may name people.
function whyNot(ruling) {
  if (!ruling.why) return "";
  return names.hidden ? "it does not apply as it stands: with names it says why" : data.texts[ruling.why];
}

function rulingView(ruling) {
  const share = ruling.share === null || ruling.share === undefined ? "" : `earns ${ruling.share}`;
  const text = [`${ruling.submissions.length ? "Ruled alone" : "Ruled"}: ${share}`, ruling.remark && `remark ${ruling.remark}`,
    ruling.by && `by ${ruling.by}`, ruling.on, whyNot(ruling)].filter(Boolean).join(" · ");
  return element("p", { class: "ruled" }, given(text));
}

function leftView(left) {
  return element("p", { class: "ruled" }, given(["Left for another person", left.by && `by ${left.by}`, left.on, left.text].filter(Boolean).join(" · ")));
}

function position() {
  return queue.items.length ? `${queue.at + 1} of ${queue.items.length}` : "None";
}

function cardText(item) {
  const line = data.lines[queue.line], group = groupOf(item);
  const gave = item.member === null ? `${counted(group.members.length, "submission")} gave it`
    : `${nameOf(data.submissions[item.member])}, one of ${group.members.length} who gave it`;
  return { line, group, gave, earns: earnings(rowsOf(item), line.worth) };
}

function showCard() {
  const place = byId("r-card"), item = current();
  byId("r-actions").hidden = !item;
  if (!item) {
    place.replaceChildren(element("h3", { id: "r-title", tabindex: "-1", text: "No such answer to this line" }),
      element("p", { class: "soft", text: "Take another line, or other answers to it." }));
    return;
  }
  const { line, group, gave, earns } = cardText(item);
  const [first] = membersOf(item), row = data.submissions[first].lines[queue.line];
  const before = gradedText(group, item, line.worth, earns);
  const list = element("ul", { class: "names" });
  const who = element("details", {}, element("summary", { text: "Who gave it" }), list);
  who.addEventListener("toggle", () => {
    if (who.open && !list.childElementCount) list.append(...group.members.map((at) => element("li", {}, studentLink(data.submissions[at]))));
  });
  const source = element("div", { class: "source" });
  const notes = notesOf(row), review = data.texts[row[REVIEW]];
  const said = row[SAID] ? data.texts[row[SAID]] : "";
  place.replaceChildren(...[
    element("div", { class: "head" }, element("h3", { id: "r-title", tabindex: "-1", text: `${position()} · ${line.number} · ${gave}` }),
      element("span", { class: "push" }, element("strong", { text: earns }), before)),
    element("p", { class: "soft" }, given(line.name)),
    ...rulingsOn(item).map(rulingView), ...leftOf(item).map(leftView),
    answer(group.answer || row[READ], group.formula || row[FORMULA]), source,
    said ? element("h4", { text: group.members.length > 1 && item.member === null ? "One of them reads" : "The student reads" }) : null,
    said ? pre(said) : null,
    notes.length || review ? element("h4", { text: "What the grader said" }) : null,
    notes.length ? element("p", {}, "Notes: ", given(notes.join(", "))) : null,
    review ? pre(review) : null, who,
  ].filter(Boolean));
  showSource(source, item, first);
}

// The answer as it was handed in: open where there is nothing else to be seen of it.
async function showSource(place, item, submission) {
  const line = queue.line, key = `${line} ${submission}`, group = groupOf(item);
  if (!answersKept.has(key)) {
    const { status, found } = await ask(`/answer?line=${line}&submission=${submission}`);
    if (status !== 200) return;
    answersKept.set(key, found);
  }
  const now = current(), kept = answersKept.get(key);
  if (!now || queue.line !== line || !isSame(now, item)) return;
  if (!kept.source) return void (kept.why && place.replaceChildren(element("p", { class: "soft" }, "As it was handed in: ", given(kept.why))));
  place.replaceChildren(element("details", group.answer || group.formula ? {} : { open: "" },
    element("summary", { text: "As it was handed in" }), pre(kept.source)));
}

function showRemarkButtons() {
  const buttons = data.review.remarks.slice(0, 9).map((remark, at) => element("button",
    { type: "button", "aria-keyshortcuts": String(at + 1), click: () => giveRemark(at) },
    element("kbd", { text: String(at + 1) }), " ", given(remark.name), remark.share ? element("small", { text: ` ${remark.share}` }) : null));
  byId("r-remark-buttons").replaceChildren(...buttons);
  byId("r-remark-buttons").hidden = !buttons.length;
}

function showReview() {
  const { fault } = data.review;
  if (fault) showTrouble(`The rulings cannot be read as they are now, and none is written until that is mended: ${fault}`, reload);
  keepQueue();
  showReviewLines();
  showRemarkButtons();
  showCard();
  showRemarkList();
}
