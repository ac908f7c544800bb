// What is asked of the server, and what comes back: every write says which rulings it has seen.
const trouble = { retry: null };
let busy = false, settling = 0;

const GONE = "The server does not answer. What you have written here is still here, and rulings that were " +
  "given stand in the file. Start `autograder review` again, and open the address that it prints.";

function showTrouble(text, retry = null) {
  trouble.retry = retry;
  byId("r-trouble-text").textContent = text;
  byId("r-trouble").hidden = !text;
  byId("r-again").hidden = !retry;
}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Review-Token": data.review.token },
    body: JSON.stringify({ version: data.review.version, texts: data.texts.length, formulas: data.formulas.length, ...body }),
  };
  let answer;
  try {
    answer = await fetch(path, { ...options, credentials: "same-origin", cache: "no-store" });
  } catch {
    return { status: 0, found: { error: GONE } };
  }
  const text = await answer.text();
  if (answer.headers.get("Content-Type")?.startsWith("text/html")) return { status: answer.status, text };
  try {
    return { status: answer.status, found: JSON.parse(text) };
  } catch {
    return { status: answer.status, found: { error: `The server answered ${answer.status} without a reason.` } };
  }
}

// Does a write; returns what came of it, or nothing where it was not done. Others may have written
// meanwhile: then the page is brought up to date, and it is said; what was typed stays as it is.
async function write(path, body, fail) {
  if (busy) return null;
  busy = true;
  const before = settling;
  delete document.documentElement.dataset.fresh;
  try {
    const { status, found } = await ask(path, body);
    if (status === 200) {
      showTrouble("");
      if (found.review) take(found);
      return found;
    }
    if (status === 409) {
      await reload();
      fail(`Not done, since the rulings have changed meanwhile (${found.error}). The page shows them as they are now: look again.`);
    } else {
      if (status === 0) showTrouble(GONE, () => write(path, body, fail).then((done) => done && announce("The server is there again, and it is done.")));
      fail(found.error);
    }
    return null;
  } finally {
    busy = false;
    if (settling === before) isSettled();
  }
}

async function reload() {
  const { status, found } = await ask("/state");
  if (status !== 200) return showTrouble(found.error, status === 0 ? reload : null);
  showTrouble("");
  const known = data.submissions;
  for (const [at, one] of found.submissions.entries()) {
    if (known[at]) Object.assign(known[at], one);
    else known.push(one); // who handed in nothing, and has been ruled on
    places.set(known[at], at);
  }
  Object.assign(data, { ...found, submissions: known, lines: data.lines.map((line, at) => Object.assign(line, found.lines[at])) });
  settleDown();
}

// Puts in what a write has changed.
function take(answer) {
  for (const pool of ["texts", "formulas"]) {
    const more = answer[pool];
    if (more) data[pool].splice(more.from, more.more.length, ...more.more);
  }
  for (const change of answer.changed || []) {
    const one = data.submissions[change.at];
    one.score = change.score;
    if ("export" in change) one.export = change.export;
    if ("count" in change) one.lines.length = change.count;
    for (const [at, row] of change.lines) one.lines[at] = row;
  }
  for (const [at, groups] of answer.groups || []) data.lines[at].groups = groups;
  data.review = answer.review;
  settleDown();
}

// The page is as the rulings are: tests wait for this.
function isSettled() {
  document.documentElement.dataset.fresh = data.review.version;
}

// The card at once; the rest of the page, and the numbers that the server makes, right after.
function settleDown() {
  const mine = ++settling;
  delete document.documentElement.dataset.fresh;
  showReview();
  setTimeout(async () => {
    showAll();
    const { status, text } = await ask("/numbers");
    if (mine !== settling) return;
    if (status === 200 && text) putNumbers(text);
    isSettled();
  });
}

function putNumbers(text) {
  const read = new DOMParser().parseFromString(text, "text/html");
  for (const id of ["overview", "questions", "lines"]) {
    const made = read.getElementById(id);
    if (made) byId(id).replaceWith(document.adoptNode(made));
  }
  foldLines();
  const waiting = data.submissions.reduce((sum, one) => sum + one.lines.filter(waits).length, 0);
  document.querySelector("nav a[href='#waiting'] .count").textContent = String(waiting);
  const followed = eachLine((row) => row[SCORE] > 0 && !waits(row) && notesOf(row).includes("followed"));
  document.querySelector("nav a[href='#followed'] .count").textContent = String(followed.length);
}

byId("r-again").addEventListener("click", () => trouble.retry && trouble.retry());
