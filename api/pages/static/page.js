// Talks without leaving the page, and shows a reply as it comes about. Without this file the forms do it all.
"use strict";

// The server gives a sign of life every second while it works.
const LONGEST_SILENCE_MS = 60000;

const form = document.querySelector("form.ask");
const field = form.querySelector("textarea");
const status = form.querySelector(".status");
const toAnswer = form.querySelector(".to-answer");
const conversation = document.querySelector(".conversation");
const welcome = document.querySelector(".welcome");
const questionTemplate = document.getElementById("question-template");
let isBusy = false;

// The server escapes every value; scripts in parsed text never run.
function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

// The events of a reply, as they come: [name, data].
async function* events(response, heard) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n");
      const named = lines.find((line) => line.startsWith("event: "));
      const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
      if (named) yield [named.slice(7), data.join("\n")];
    }
  }
}

// One message and what is replied to it.
class Turn {
  constructor(said) {
    const shown = questionTemplate.content.cloneNode(true);
    this.element = shown.querySelector(".exchange");
    const question = this.element.querySelector(".question");
    if (said) {
      const text = question.querySelector(".question-text");
      text.textContent = said;
      text.lang = /[\u0e01-\u0e3a\u0e40-\u0e4e]/.test(said) ? "th" : "en";
    } else {
      question.remove();
    }
    conversation.querySelectorAll(".problem").forEach((problem) => problem.remove());
    if (welcome.contains(document.activeElement)) conversation.focus({ preventScroll: true });
    welcome.hidden = true;
    conversation.append(this.element);
    this.show();
  }

  show() {
    this.element.scrollIntoView({ block: "start" });
  }

  take(name, data) {
    if (name === "found" || name === "reply") this.takeReply(parsed(data));
    if (name === "statement") this.takeStatement(parsed(data));
    if (name === "error") this.takeProblem(parsed(data).querySelector(".problem"));
  }

  takeReply(told) {
    const reply = told.querySelector(".reply");
    const before = this.element.querySelector(".reply");
    if (!before) {
      this.element.append(reply);
      this.show();
    } else {
      // All but the statements is there, and somebody may be reading it.
      before.querySelector(".statements").replaceWith(reply.querySelector(".statements"));
    }
    takePanel(told.querySelector(".panel"));
    const answer = this.element.querySelector(".answer");
    status.textContent = answer ? answer.dataset.summary : reply.querySelector(".words").textContent;
    toAnswer.hidden = !answer;
  }

  takeStatement(told) {
    const item = document.createElement("li");
    item.append(...told.childNodes);
    this.element.querySelector(".statements ul").append(item);
  }

  takeProblem(problem) {
    this.element.querySelector(".being-worded")?.remove();
    this.element.append(problem);
    status.textContent = "";
  }

  fail(text) {
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    problem.textContent = text;
    this.takeProblem(problem);
  }
}

// What is searched for now, and where the next message goes. The focus stays in its place.
function takePanel(panel) {
  const before = document.querySelector(".panel");
  const address = panel.dataset.address;
  if (before.dataset.address !== address) history.pushState({}, "", address);
  const wasThere = before.contains(document.activeElement);
  before.replaceWith(panel);
  if (wasThere) panel.focus({ preventScroll: true });
  form.setAttribute("action", address);
  field.placeholder = field.dataset.goOn;
}

async function problemIn(response) {
  const told = parsed(await response.text()).querySelector(".problem, .failure-text");
  return told?.textContent || status.dataset.noConnection;
}

function setBusy(busy) {
  isBusy = busy;
  form.classList.toggle("busy", busy);
  conversation.setAttribute("aria-busy", String(busy));
  form.querySelector("button").disabled = busy;
  if (busy) {
    status.textContent = status.dataset.searching;
    toAnswer.hidden = true;
  }
}

// What is replied once there is any of it; the box is emptied then of what was said in it.
async function talk(address, body, said) {
  const turn = new Turn(said);
  const stop = new AbortController();
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), LONGEST_SILENCE_MS);
  };
  setBusy(true);
  heard();
  try {
    const response = await fetch(address, {
      method: "POST", body, headers: { Accept: "text/event-stream" }, signal: stop.signal,
    });
    if (!response.ok) {
      turn.fail(await problemIn(response));
      return;
    }
    let last = "";
    for await (const [name, data] of events(response, heard)) {
      turn.take(name, data);
      if (!last && field.value === said) field.value = "";
      last = name;
    }
    if (last !== "reply" && last !== "error") turn.fail(status.dataset.noConnection);
  } catch (error) {
    turn.fail(status.dataset.noConnection);
  } finally {
    clearTimeout(timer);
    setBusy(false);
  }
}

document.addEventListener("submit", (event) => {
  const sent = event.target;
  if (!sent.classList.contains("talk") || !("TextDecoderStream" in window)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(sent));
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
  const said = body.get("message") ?? "";
  if (isBusy || (body.has("message") && !said.trim())) return;
  talk(sent.getAttribute("action"), body, said);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

toAnswer.addEventListener("click", (event) => {
  event.preventDefault();
  [...conversation.querySelectorAll(".answer h2")].at(-1)?.focus({ preventScroll: true });
  [...conversation.querySelectorAll(".exchange")].at(-1).scrollIntoView({ block: "start" });
});

// Back and forward show what the address holds.
window.addEventListener("popstate", () => location.reload());

document.getElementById("hint").hidden = false;
