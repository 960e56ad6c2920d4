// What the page knows, and how it talks to the playground.
import { toast } from "./dom.js";

export const store = {
  state: null, // the last /playground/state
  as: sessionStorage.getItem("as") || "",
  room: "", // room id, or "home"
  thread: "", // ts of the open thread's parent
  focusTS: "", // message to show, from a permalink
  messages: [],
  home: null,
};

const token = document.querySelector('meta[name="playground-token"]').content;

export async function load(path, params) {
  const response = await fetch(`/playground/${path}?${new URLSearchParams(params)}`);
  return response.ok ? response.json() : null;
}

// act does something as the person, and shows what went wrong.
export async function act(name, fields) {
  try {
    const response = await fetch("/playground/do/" + name, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Playground-Token": token },
      body: JSON.stringify({ as: store.as, ...fields }),
    });
    if (!response.ok) {
      toast(await response.text());
      return { error: "refused" };
    }
    const answer = await response.json();
    if (answer.error) toast(answer.error);
    return answer;
  } catch {
    toast("The playground does not answer. Is the program still running?");
    return { error: "offline" };
  }
}

// onChange calls back at every change in the workspace, and after a lost connection.
export function onChange(run) {
  const open = () => {
    const events = new EventSource("/playground/changes");
    events.onmessage = () => {
      document.body.classList.remove("offline");
      run();
    };
    events.onerror = () => {
      document.body.classList.add("offline");
      if (events.readyState === EventSource.CLOSED) setTimeout(open, 1500);
    };
  };
  open();
}

export const user = (id) =>
  store.state?.users.find((u) => u.id === id) ||
  (id === "USLACKBOT" ? { id, real_name: "Slackbot", name: "slackbot", is_bot: true } : { id, real_name: id, name: id });
export const me = () => user(store.as);
export const room = (id) => store.state?.rooms.find((r) => r.id === id);
export const direct = () => store.state?.rooms.find((r) => r.im);

// People of another organization have neither the commands nor the shortcuts.
export const commands = () => (me().is_stranger ? [] : store.state.commands || []);
export const shortcuts = (onMessage) => (me().is_stranger ? [] : store.state.shortcuts || []).filter((s) => s.message === onMessage);

export function roomLabel(r) {
  if (!r) return "";
  return r.im ? store.state.app.name : r.name;
}

// go shows another person, room or thread; the address keeps it for a reload.
export function go(change) {
  const modal = store.state?.modal;
  if (modal && change.as && change.as !== store.as) act("close", { view: modal.id }); // nobody comes back to a form left open
  const next = { as: store.as, room: store.room, thread: "", ...change };
  const hash = new URLSearchParams(Object.entries(next).filter(([, v]) => v));
  if (location.hash === "#" + hash) dispatchEvent(new Event("hashchange")); // a step of the guide, once more
  else location.hash = hash.toString();
}
