// The answers to a line, one after the other: groups, or single ones, in an order of the line's own.
const queue = { line: 0, which: "waiting", each: false, items: [], at: 0 };

const groupOf = (item) => data.lines[queue.line].groups.find((group) => group.id === item.group);
const membersOf = (item) => item.member === null ? groupOf(item)?.members || [] : [item.member];
const rowsOf = (item) => membersOf(item).map((at) => data.submissions[at].lines[queue.line]);
const isSame = (item, other) => item.group === other.group && item.member === other.member;

// The rulings, or what is left for another person, that are about an answer: on it, or its group.
function about(entries, item) {
  const members = membersOf(item);
  return entries.filter((entry) => entry.line === queue.line && (
    entry.groups.includes(item.group) && !members.every((at) => (entry.except || []).includes(at)) ||
    members.some((at) => entry.submissions.includes(at))));
}
const rulingsOn = (item) => about(data.review.rulings, item);
const leftOf = (item) => about(data.review.left, item);

function isChosen(item) {
  const rows = rowsOf(item), worth = data.lines[queue.line].worth;
  const isLeft = leftOf(item).length > 0;
  if (queue.which === "left") return isLeft;
  if (queue.which === "all") return true;
  if (queue.which === "waiting") return !isLeft && rows.some(waits);
  return !isLeft && !rulingsOn(item).length && rows.some((row) => !waits(row) && row[SCORE] < worth);
}

function itemsOfLine(each) {
  const { groups } = data.lines[queue.line];
  return data.review.order[queue.line].map((at) => groups[at]).filter(Boolean).flatMap((group) => each
    ? group.members.map((member) => ({ group: group.id, member }))
    : [{ group: group.id, member: null }]);
}

// Makes the queue anew; stays at the answer that it was at, if that is still in it.
function fillQueue(wanted = null) {
  queue.items = itemsOfLine(queue.each).filter(isChosen);
  const at = wanted ? queue.items.findIndex((item) => isSame(item, wanted) || item.group === wanted.group) : 0;
  queue.at = Math.max(0, at);
}

const current = () => queue.items[queue.at] || null;

// What is gone from the class's groups since (two were put together) is gone from the queue too.
function keepQueue() {
  const item = current();
  queue.items = queue.items.filter((one) => groupOf(one));
  const at = item ? queue.items.findIndex((one) => isSame(one, item)) : -1;
  queue.at = at >= 0 ? at : Math.min(queue.at, Math.max(0, queue.items.length - 1));
}

function counts(at) {
  const rows = data.submissions.map((one) => one.lines[at]).filter(Boolean);
  const looked = new Set();
  for (const ruling of data.review.rulings.filter((one) => one.line === at)) {
    for (const group of data.lines[at].groups.filter((one) => ruling.groups.includes(one.id))) {
      for (const member of group.members) if (!ruling.except.includes(member)) looked.add(member);
    }
    for (const member of ruling.submissions) looked.add(member);
  }
  return { waiting: rows.filter(waits).length, looked: looked.size,
    lost: rows.filter((row) => !waits(row) && row[SCORE] < data.lines[at].worth).length };
}
