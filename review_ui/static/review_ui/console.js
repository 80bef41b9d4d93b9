// Keys, the reveal that closes by itself, and the count in the title. Everything works without this file.
"use strict";
(() => {
  const KEY_SWITCH = "firstbell-keys";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const keysOn = () => localStorage.getItem(KEY_SWITCH) !== "off";

  // --- moving through the queue
  const links = () => all("#rows a.open");
  function move(step) {
    const rows = links();
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
    rows[next].focus();
    rows[next].scrollIntoView({ block: "nearest" });
  }
  function openRow() {
    const rows = links();
    const row = rows.includes(document.activeElement) ? document.activeElement : rows[0];
    if (row) row.click();
  }

  // --- the item page
  function showFields() {
    const chosen = one("#decide input[name=kind]:checked");
    all("#decide [data-for]").forEach((part) => {
      part.hidden = !(chosen && part.dataset.for.split(" ").includes(chosen.value));
    });
  }
  function choose(number) {
    const choice = one(`#decide input[data-key="${number}"]`);
    if (!choice) return false;
    choice.checked = true;
    showFields();
    (one(`#decide [data-for~="${choice.value}"] select`) || one("#decide textarea")).focus();
    return true;
  }
  function follow(selector) {
    const target = one(selector);
    if (!target) return false;
    target.click();
    return true;
  }
  function focusReveal() {
    const part = one("#reveal-form");
    if (!part) return false;
    part.closest("details").open = true;
    one("select", part).focus();
    return true;
  }
  function help() {
    const box = one("#keys");
    if (!box) return false;
    if (box.open) box.close();
    else box.showModal();
    return true;
  }
  const ACTS = {
    "?": help,
    j: () => move(1),
    k: () => move(-1),
    o: openRow,
    r: focusReveal,
    e: () => follow("[data-act=emergency]"),
    n: () => follow("[data-act=next]"),
    q: () => follow("[data-act=queue]"),
    u: () => follow("[data-act=undo]"),
    c: () => follow("[data-act=calls]"),
    5: () => follow("[data-act=emergency]"),
  };
  for (const number of "1234") ACTS[number] = () => choose(number);

  const typing = (element) => element.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog[open]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter" && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    if (event.key === "Escape" && event.target.matches("#decide *, #reveal-form *")) {
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (!keysOn() && event.key !== "?") return;
    const act = ACTS[event.key];
    if (act && act() !== false) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "kind") showFields();
    if (event.target.id === "keys-on") localStorage.setItem(KEY_SWITCH, event.target.checked ? "on" : "off");
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-do]");
    if (!target) return;
    if (target.dataset.do === "help") help();
    if (target.dataset.do === "close-reveal") closeReveal();
  });
  // A second click while the first is on its way would only be refused; spare the person the page.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.once === undefined) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => all("form[data-once]").forEach((form) => delete form.dataset.sent));

  // --- a reveal closes by itself
  let closing = 0;
  let ticking = 0;
  function closeReveal() {
    clearTimeout(closing);
    clearInterval(ticking);
    const shown = one("#revealed");
    const had = shown && shown.contains(document.activeElement);
    if (shown) shown.replaceChildren(one("#reveal-closed").content.cloneNode(true));
    if (had && one("#revealed [tabindex]")) one("#revealed [tabindex]").focus();
  }
  function watchReveal() {
    const secret = one("#revealed [data-closes-in]");
    if (!secret || secret.dataset.watched) return;
    secret.dataset.watched = "yes";
    clearTimeout(closing);
    clearInterval(ticking);
    const end = Date.now() + 1000 * Number(secret.dataset.closesIn);
    const left = one("[data-left]", secret);
    const tick = () => {
      const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
      if (left) left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (!seconds) closeReveal();
    };
    closing = setTimeout(closeReveal, end - Date.now());
    ticking = setInterval(tick, 1000);
    tick();
    one("h2", secret).focus();
  }
  // What was revealed must not come back with the Back button.
  window.addEventListener("pagehide", () => one("#revealed") && closeReveal());

  // --- what htmx brought
  const title = document.title;
  function count() {
    const rows = one("#rows[data-waiting]");
    if (rows) document.title = Number(rows.dataset.waiting) ? `(${rows.dataset.waiting}) ${title}` : title;
  }
  document.addEventListener("htmx:afterSettle", () => { watchReveal(); count(); });
  document.addEventListener("htmx:responseError", (event) => {
    const problem = one("#problem");
    if (problem) problem.textContent = problem.dataset[{ 401: "out", 503: "log" }[event.detail.xhr.status] || "server"];
  });
  document.addEventListener("htmx:sendError", () => {
    const problem = one("#problem");
    if (problem) problem.textContent = problem.dataset.away;
  });
  document.addEventListener("htmx:afterOnLoad", () => {
    const problem = one("#problem");
    if (problem) problem.textContent = "";
  });
  document.addEventListener("DOMContentLoaded", () => {
    const onOff = one("#keys-on");
    if (onOff) onOff.checked = keysOn();
    showFields();
    watchReveal();
    count();
    const mistake = one("[data-focus-first]");
    if (mistake) mistake.focus();
  });
})();
