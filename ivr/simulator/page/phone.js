"use strict";

// The page shows one state, sent whole at each change, and sends what people do.
const $ = (id) => document.getElementById(id);
const phone = new URLSearchParams(location.search).get("phone") || "";
const names = { hotline: "Hotline", officer: "You", line: "Line", "line hears": "Line hears", carrier: "Carrier" };
const kinds = { voice: "Call", whisper: "Brief for the line", sms: "Text", delivery: "Delivery report", status: "Call ended" };
let state = null, focusNext = "", spokenCall = "", spoken = 0, voice = true;
const shown = new WeakMap();

async function send(deed) {
  try {
    const answer = await fetch("phone/do", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ phone, ...deed }),
    });
    if (!answer.ok) say((await answer.json()).error);
  } catch {
    say("The simulator does not answer. Start it again with make run, and reload this page.");
  }
}

function say(words) { $("status").textContent = words; }

function element(tag, text, more = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  Object.assign(made, more);
  return made;
}

function button(text, deed, more = {}) {
  const made = element("button", text, { type: "button", ...more });
  made.addEventListener("click", () => send(deed));
  return made;
}

function dialable(number) { return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3"); }

// Adds what is new and leaves what stands, so that a screen reader hears it once.
function grow(list, items, key, make) {
  const before = shown.get(list);
  const same = before && before.key === key && before.items.length <= items.length;
  if (!same) list.replaceChildren();
  const old = same ? before.items : [], fresh = items.map((item) => JSON.stringify(item));
  fresh.forEach((text, index) => {
    if (index >= old.length) list.append(make(items[index]));
    else if (old[index] !== text) list.children[index].replaceWith(make(items[index]));
  });
  shown.set(list, { key, items: fresh });
  if (fresh.length === old.length) return;
  // A long text is read from its beginning.
  const last = list.lastElementChild;
  const long = last && last.offsetHeight > list.clientHeight;
  list.scrollTop = long ? last.offsetTop - 8 : list.scrollHeight;
}

function bubble(one) {
  const made = element("div", one.text, { className: one.who });
  const parts = one.segments === 1 ? "1 segment" : `${one.segments} segments`;
  const ticks = { sent: "✓ sent", delivered: "✓✓ delivered" };
  const tick = one.who === "carrier" ? "from the telephone company" : ticks[one.tick] || `✕ not taken: ${one.tick}`;
  made.append(element("small", `${tick} · ${one.characters} characters, ${parts}`));
  return made;
}

function caption(one) {
  const made = element("div", "", { className: one.who.split(" ")[0] });
  made.append(element("b", names[one.who] || one.who), element("span", one.text.replace(/\+\d+/g, dialable)));
  return made;
}

function speak(call) {
  const script = call ? call.script : [];
  if (!call || call.sid !== spokenCall) { spokenCall = call ? call.sid : ""; spoken = 0; }
  const fresh = script.slice(spoken);
  spoken = script.length;
  if (!voice || !window.speechSynthesis) return;
  if (fresh.some((one) => one.who === "officer" || one.text.startsWith("("))) speechSynthesis.cancel();
  for (const one of fresh.filter((one) => one.who === "hotline" || one.who === "line hears")) {
    const words = new SpeechSynthesisUtterance(one.text);
    words.lang = "en-US";
    const normal = one.text.split(/\s+/).length * 60 / 160;
    words.rate = Math.min(1.2, Math.max(0.6, normal / (one.seconds || normal)));
    speechSynthesis.speak(words);
  }
}

function deeds(line) {
  const gone = ["Hang up", "line hang up"], quiet = ["Stay silent", "line silent"];
  return {
    ringing: [["Pick up", "answer"], ["Voicemail picks up", "voicemail"], ["Busy", "busy"], ["Does not answer", "no answer"]],
    screening: [[`Accept (${state.accept})`, "accept"], [`Decline (${state.decline})`, "decline"], quiet, gone],
    voicemail: [["Skip to its end", "line silent"], gone],
    bridged: [gone],
  }[line.state];
}

function desk(line) {
  const name = line.name || dialable(line.number);
  const card = element("div", "", { className: `desk ${line.state}` });
  const whose = line.phone === state.phone ? "" : ` For ${dialable(line.phone)}.`;
  card.append(element("h3", name), element("p", `${dialable(line.number)} · ${line.words}${whose}`));
  for (const words of line.hears) card.append(element("blockquote", words));
  const row = element("div", "", { className: "row" });
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", name);
  for (const [text, deed] of deeds(line)) {
    const good = deed === "answer" || deed === "accept", bad = deed === "line hang up";
    const one = button(text, { do: deed, sid: line.sid }, { className: good ? "go" : bad ? "stop" : "" });
    one.dataset.desk = deed;
    one.dataset.sid = line.sid;
    row.append(one);
  }
  card.append(row);
  return card;
}

function desks(lines) {
  $("no-desks").hidden = lines.length > 0;
  $("lines").hidden = lines.length > 0;
  $("rings").hidden = lines.length === 0;
  const key = JSON.stringify(lines);
  if ($("desks").dataset.key === key) return;
  const { desk: focused, sid } = document.activeElement ? document.activeElement.dataset : {};
  $("desks").dataset.key = key;
  $("desks").replaceChildren(...lines.map(desk));
  $("desk-news").textContent = lines.map((line) => `${line.name || dialable(line.number)}: ${line.words}`).join(" ");
  if (!focused) return;
  const own = `[data-sid="${sid}"]`;
  ($("desks").querySelector(`${own}[data-desk="${focused}"]`) || $("desks").querySelector(own) || $("say-words")).focus();
}

function weather(buttons) {
  const key = JSON.stringify(buttons);
  if ($("weather").dataset.key === key) return;
  const focused = document.activeElement && document.activeElement.dataset.weather;
  $("weather").dataset.key = key;
  $("weather").replaceChildren(...buttons.map((one) => {
    const made = button(one.words, { do: "weather", name: one.name, on: !one.on });
    made.setAttribute("aria-pressed", String(one.on));
    made.dataset.weather = one.name;
    return made;
  }));
  if (focused) $("weather").querySelector(`[data-weather="${focused}"]`).focus();
}

// One element a line, indented as it is nested.
function spread(twiml) {
  let depth = 0;
  return twiml.replace(/>\s*</g, ">\n<").split("\n").map((line) => {
    if (line.startsWith("</")) depth -= 1;
    const made = "  ".repeat(Math.max(0, depth)) + line;
    if (/^<\w/.test(line) && !line.endsWith("/>") && !line.includes("</")) depth += 1;
    return made;
  }).join("\n");
}

function hook(one) {
  const made = element("li", "");
  const result = one.error ? `error ${one.error}` : `${one.status}`;
  const head = element("summary", `${new Date(one.at * 1000).toLocaleTimeString()} · ${kinds[one.kind] || one.kind}`);
  head.append(one.told ? `: ${one.told} · ` : " · ", element("span", result, { className: one.error ? "bad" : "" }),
    ` · ${one.milliseconds} ms `, element("code", one.path));
  const details = element("details", "");
  const page = element("pre", spread(one.twiml) || "(empty)");
  page.tabIndex = 0;
  page.setAttribute("role", "region");
  page.setAttribute("aria-label", `TwiML of ${one.path}`);
  details.append(head, page);
  made.append(details);
  return made;
}

function line(one) {
  const made = element("li", "");
  made.append(element("span", one.name), element("span", dialable(one.number)));
  return made;
}

function render(fresh) {
  state = fresh;
  const call = state.call, on = Boolean(call && !call.over);
  $("own").textContent = dialable(state.phone);
  $("hotline").textContent = dialable(state.hotline);
  $("no-hooks").hidden = state.webhooks.length > 0;
  grow($("thread"), state.bubbles, state.phone, bubble);
  grow($("quick"), state.quick, "quick", (word) => button(word, { do: "text", body: word }));
  $("text-fault").textContent = state.text_fault;
  grow($("captions"), call ? call.script : [], call ? call.sid : "", caption);
  $("call-state").textContent = call ? call.words : "You are not in a call.";
  for (const id of ["hang-up", "silence", "radio"]) $(id).disabled = !on;
  for (const one of document.querySelectorAll("#keypad button, #say-form button")) one.disabled = !on;
  $("dial").disabled = on;
  if (focusNext && !$(focusNext).disabled) { $(focusNext).focus(); focusNext = ""; }
  $("place").textContent = call && call.place ? `In the protocol she stands at: ${call.place}` : "";
  $("conversation").textContent = call ? call.conversation : "";
  $("copy").disabled = !call;
  grow($("lines"), state.lines, "lines", line);
  desks(state.desks);
  $("more-desks").hidden = !state.more_desks;
  $("more-desks").textContent = `And ${state.more_desks} more.`;
  weather(state.weather);
  grow($("webhooks"), state.webhooks, state.hooks_from, hook);
  speak(call);
}

for (const digit of "123456789*0#") $("keypad").append(button(digit, { do: "key", digit }));
$("text-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const body = $("text-body").value.trim();
  if (body) send({ do: "text", body });
  $("text-body").value = "";
});
$("say-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = $("say-words").value.trim();
  if (words) send({ do: "say", words });
  $("say-words").value = "";
});
$("dial").addEventListener("click", async () => { await send({ do: "call" }); $("say-words").focus(); });
$("hang-up").addEventListener("click", () => { focusNext = "dial"; send({ do: "hang up" }); });
$("silence").addEventListener("click", () => send({ do: "silence" }));
$("radio").addEventListener("click", () => send({ do: "radio" }));
$("sound").addEventListener("click", () => {
  voice = !voice;
  $("sound").setAttribute("aria-pressed", String(voice));
  if (!voice && window.speechSynthesis) speechSynthesis.cancel();
});
$("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText($("conversation").textContent);
    say("Copied. Save it as a .txt file in tests/conversations/.");
  } catch {
    getSelection().selectAllChildren($("conversation"));
    say("Press Ctrl-C to copy what is selected.");
  }
});

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
$("speak").hidden = $("speak-note").hidden = !Recognition;
if (Recognition) $("speak").addEventListener("click", () => {
  const ear = new Recognition();
  ear.lang = "en-US";
  ear.onresult = (event) => {
    const best = event.results[0][0];
    send({ do: "say", words: best.transcript, confidence: best.confidence });
  };
  ear.onstart = () => say("Listening: speak now.");
  ear.onend = () => { if ($("status").textContent.startsWith("Listening")) say(""); };
  ear.onerror = (event) => say(`The browser heard nothing (${event.error}). Type what you would say.`);
  ear.start();
});

const source = new EventSource(`phone/events?phone=${encodeURIComponent(phone)}`);
source.onmessage = (event) => render(JSON.parse(event.data));
source.onopen = () => say("");
source.onerror = () => say("The simulator does not answer. Start it again with make run.");
