// What can be done with an answer, by a button or by its key.
const targetOf = (item) => item.member === null ? { group: item.group } : { submissions: [item.member] };

function ownRuling(item) {
  const found = rulingsOn(item).filter((ruling) => item.member === null ? ruling.groups.includes(item.group) : ruling.submissions.includes(item.member));
  return found.length ? found[found.length - 1] : null;
}

async function rule(what, fail = announce) {
  const item = current();
  if (!item) return false;
  const whom = cardText(item);
  const done = await write("/rulings", { line: queue.line, ...targetOf(item), ...what }, fail);
  if (!done) return false;
  const how = what.remark ? `remark ${what.remark}` : what.share === "all" ? "full points" : what.share === "nothing" ? "nothing" : what.share;
  const moved = done.changed.length;
  goOn(`${whom.line.number}: ${how}, ${whom.gave}. ${moved ? `${counted(moved, "submission")} changed.` : "No total has changed."} `);
  return true;
}

function giveRemark(at) {
  const remark = data.review.remarks[at];
  if (!remark) return announce(`There is no remark ${at + 1}.`);
  if (!remark.share) {
    openOwn(remark.text);
    return announce(`The remark ${remark.name} has no share: say it.`);
  }
  return rule({ remark: remark.name });
}

// To the next answer; at the end it stays, and says so.
function goOn(text = "") {
  const isLast = queue.at >= queue.items.length - 1;
  if (!isLast) queue.at += 1;
  showCard();
  const item = current();
  announce(text + (isLast ? "That was the last one here." : `${position()}: ${item ? cardText(item).gave : ""}.`));
}

function step(by) {
  const at = queue.at + by;
  if (at < 0 || at >= queue.items.length) return announce(by > 0 ? "That was the last one here." : "This is the first one.");
  queue.at = at;
  showCard();
  const { gave, earns } = cardText(current());
  return announce(`${position()}: ${gave}, ${earns}.`);
}

function skip() {
  const [item] = queue.items.splice(queue.at, 1);
  if (!item) return;
  queue.items.push(item);
  showCard();
  announce(`Skipped: it comes back at the end. ${position()}: ${cardText(current()).gave}.`);
}

// Takes back what was written last, in whichever window; after the server was started anew, the
// ruling on the answer that is shown.
async function undo() {
  const before = data.review.rulings, item = current(), shown = item && ownRuling(item);
  if (!data.review.undo && !shown) return announce("There is nothing to take back here.");
  const done = data.review.undo ? await write("/undo", {}, announce)
    : await write("/rulings/withdraw", { ruling: shown.index }, announce);
  if (!done) return null;
  const meaning = (ruling) => JSON.stringify({ ...ruling, index: 0, why: 0, applies: 0 });
  const without = (some, others) => some.filter((ruling) => !others.map(meaning).includes(meaning(ruling)));
  const [gone] = without(before, data.review.rulings), [back] = without(data.review.rulings, before);
  if (gone || back) show(gone || back);
  const text = gone ? `Taken back: ${saidShort(gone)} on ${data.lines[gone.line].number}. ` : "The last change is taken back. ";
  return announce(text + (current() ? `It ${cardText(current()).earns}.` : ""));
}

const saidShort = (ruling) => ruling.remark ? `remark ${ruling.remark}` : `share ${ruling.share}`;

// Comes from the list of all groups.
function ruleOn(line, group) {
  queue.line = data.lines.indexOf(line);
  queue.which = "all";
  queue.each = false;
  fillQueue({ group: group.id, member: null });
  showReviewLines();
  showCard();
  byId("review").scrollIntoView();
  focusCard();
  announce(`${position()}: ${cardText(current()).gave}.`);
}

// Goes to the answer that a ruling is about.
function show(ruling) {
  queue.line = ruling.line;
  queue.which = "all";
  queue.each = !ruling.groups.length;
  queue.items = itemsOfLine(queue.each);
  queue.at = Math.max(0, queue.items.findIndex((item) => item.member === null
    ? ruling.groups.includes(item.group) : ruling.submissions.includes(item.member)));
  showReview();
}

function toggleEach() {
  const item = current();
  queue.each = !queue.each;
  fillQueue(item && { group: item.group, member: queue.each ? membersOf(item)[0] : null });
  showReviewLines();
  showCard();
  announce(`${queue.each ? "One by one" : "Each group at once"}: ${position()}.`);
}

function toggleNames() {
  names.hidden = !names.hidden;
  showReviewLines();
  showCard();
  showAll();
  announce(names.hidden ? "Names are hidden." : "Names are shown.");
}

function chooseQueue() {
  queue.line = Number(byId("r-line").value);
  queue.which = byId("r-which").value;
  fillQueue();
  showCard();
  announce(`${position()}.`);
}

async function writeResults() {
  if (await write("/results", {}, announce)) announce("The results are written.");
}
