// Asks without leaving the page. Without this file the form and the links ask just as well.
"use strict";

const LONGEST_WAIT_MS = 120000;

const form = document.querySelector("form.ask");
const field = form.querySelector("textarea");
const button = form.querySelector("button");
const status = form.querySelector(".status");
const conversation = document.querySelector(".conversation");
const welcome = document.querySelector(".welcome");
const questionTemplate = document.getElementById("question-template");

function address(path, question) {
  const query = new URLSearchParams(new FormData(form));
  query.set("q", question);
  return `${path}?${query}`;
}

function showQuestion(question) {
  const shown = questionTemplate.content.cloneNode(true);
  const text = shown.querySelector(".question-text");
  text.textContent = question;
  text.lang = /[\u0e01-\u0e3a\u0e40-\u0e4e]/.test(question) ? "th" : "en";
  welcome.hidden = true;
  conversation.append(shown);
  scrollToLastQuestion();
}

function scrollToLastQuestion() {
  [...conversation.querySelectorAll(".question")].at(-1).scrollIntoView({ block: "start" });
}

function showProblem(text) {
  const problem = document.createElement("p");
  problem.className = "problem";
  problem.setAttribute("role", "alert");
  problem.textContent = text;
  conversation.append(problem);
}

// The server escapes every value of the answer; scripts in parsed text never run.
function showAnswer(html) {
  const answer = new DOMParser().parseFromString(html, "text/html").querySelector(".answer");
  conversation.append(document.adoptNode(answer));
  status.textContent = answer.dataset.summary;
  answer.querySelector("h2").focus({ preventScroll: true });
  scrollToLastQuestion();
}

async function fetchAnswer(question) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_WAIT_MS);
  try {
    return await fetch(address("/answer", question), { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function problemIn(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector(".failure .failure-text")?.textContent || status.dataset.noConnection;
}

function setBusy(isBusy) {
  form.classList.toggle("busy", isBusy);
  conversation.setAttribute("aria-busy", String(isBusy));
  button.disabled = isBusy;
  if (isBusy) status.textContent = status.dataset.searching;
}

async function ask(question) {
  if (button.disabled || !question.trim()) return;
  showQuestion(question);
  setBusy(true);
  try {
    const response = await fetchAnswer(question);
    if (response.ok) {
      showAnswer(await response.text());
      history.pushState({}, "", address("/", question));
      field.value = "";
    } else {
      showProblem(await problemIn(response));
      status.textContent = "";
    }
  } catch (error) {
    showProblem(status.dataset.noConnection);
    status.textContent = "";
  } finally {
    setBusy(false);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.querySelector(".examples").addEventListener("click", (event) => {
  const example = event.target.closest("a[data-question]");
  if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(example.dataset.question);
});

// Back and forward show the question that the address holds.
window.addEventListener("popstate", () => location.reload());

document.getElementById("hint").hidden = false;
