// Elements that hold a value. Each is { node, box, group, read(), onchange, touched }:
// node is what is shown, box what gets the focus and the label.
import { h } from "./dom.js";
import { textObject, withEmoji } from "./mrkdwn.js";
import { combo } from "./combo.js";
import { store, user, room, roomLabel } from "./store.js";

// control makes the field for an element, holding the value it has in ctx.values.
export function control(e, place, ctx, focus) {
  const known = ctx.values?.[place.block]?.[place.action];
  const field = (kinds[e.type] || unsupported)(e, known, place, ctx);
  field.box.dataset.focus = focus;
  const inner = field.read;
  field.read = () => ({ type: e.type, ...inner() });
  const touch = () => { field.touched = true; };
  field.node.addEventListener("input", touch);
  field.node.addEventListener("change", () => { touch(); field.onchange?.(); });
  return field;
}

const unsupported = (e) => {
  const node = h("span", { class: "muted" }, `[${e.type}]`);
  return { node, box: node, read: () => ({}) };
};

// first is the value to show: what is known, else what the bot began with.
const first = (known, key, initial) => (known ? known[key] : initial);

function line(type, extra) {
  return (e, known) => {
    const attributes = {
      class: "input", placeholder: e.placeholder?.text, autofocus: e.focus_on_load, autocomplete: "off", ...extra?.(e),
    };
    const box = e.multiline ? h("textarea", { rows: 3, ...attributes }) : h("input", { type, ...attributes });
    box.value = first(known, "value", e.initial_value) ?? "";
    return { node: box, box, read: () => ({ value: box.value === "" ? null : box.value }) };
  };
}

const lengths = (e) => ({ maxlength: e.max_length });

function picker(type, state, initial) {
  return (e, known) => {
    const box = h("input", { type, class: "input", autofocus: e.focus_on_load, value: first(known, state, e[initial]) ?? "" });
    return { node: box, box, read: () => ({ [state]: box.value || null }) };
  };
}

function dateTime(e, known) {
  const seconds = first(known, "selected_date_time", e.initial_date_time);
  const box = h("input", { type: "datetime-local", class: "input", value: seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : "" });
  return { node: box, box, read: () => ({ selected_date_time: box.value ? Date.parse(box.value + "Z") / 1000 : null }) };
}

// staticSelect is the browser's own select: it works everywhere and by keyboard.
function staticSelect(e, known) {
  const chosen = first(known, "selected_option", e.initial_option);
  const all = [];
  const one = (o) => {
    all.push(o);
    return h("option", { value: o.value, selected: chosen?.value === o.value }, withEmoji(o.text.text));
  };
  const box = h("select", { class: "input", autofocus: e.focus_on_load },
    h("option", { value: "" }, e.placeholder?.text || "Choose an option"),
    e.options ? e.options.map(one) : e.option_groups.map((g) => h("optgroup", { label: g.label.text }, g.options.map(one))));
  const node = h("span", { class: "select" }, box);
  return { node, box, read: () => ({ selected_option: all.find((o) => o.value === box.value) || null }) };
}

function choices(type) {
  return (e, known) => {
    const one = type === "radio";
    const chosen = one ? [first(known, "selected_option", e.initial_option)] : first(known, "selected_options", e.initial_options) || [];
    const name = "c" + Math.random().toString(36).slice(2);
    const boxes = e.options.map((o) => h("input", { type, name, value: o.value, checked: chosen.some((c) => c?.value === o.value) }));
    const node = h("div", { class: "choices", role: one ? "radiogroup" : "group", tabindex: "-1" }, e.options.map((o, i) =>
      h("label", { class: "choice" }, boxes[i], h("span", {}, textObject(o.text), o.description && h("small", {}, textObject(o.description))))));
    const read = () => {
      const picked = e.options.filter((_, i) => boxes[i].checked);
      return one ? { selected_option: picked[0] || null } : { selected_options: picked };
    };
    return { node, box: node, group: true, read };
  };
}

const asOption = (id, text, note) => ({ value: id, text: { text }, description: note && { text: note } });

const people = () => store.state.users.filter((u) => !u.deleted).map((u) => asOption(u.id, u.real_name, u.title || "@" + u.name));
const rooms = (channelsOnly) => store.state.rooms.filter((r) => !(channelsOnly && r.im)).map((r) => asOption(r.id, (r.im ? "" : "#") + roomLabel(r)));
const personOption = (id) => asOption(id, user(id).real_name);
const roomOption = (id) => asOption(id, "#" + (room(id)?.name || id));

// lookup is a combobox over options that the page knows or that the bot is asked for.
function lookup(state, initial, source, revive, many) {
  return (e, known, place, ctx) => {
    const held = first(known, state, e[initial]);
    const list = many ? held || [] : held ? [held] : [];
    const picker = combo({
      placeholder: e.placeholder?.text, many, max: e.max_selected_items, chosen: list.map(revive || ((o) => o)),
      autofocus: e.focus_on_load, options: (text) => source(e, text, place, ctx), min: e.type.includes("external") ? e.min_query_length ?? 3 : 0,
    });
    const value = (o) => (revive ? o.value : o);
    return {
      node: picker.node, box: picker.box,
      read: () => ({ [state]: many ? picker.chosen().map(value) : (picker.chosen()[0] ? value(picker.chosen()[0]) : null) }),
    };
  };
}

const filtered = (all) => (e, text) => {
  const t = text.toLowerCase().replace(/^[@#]/, "");
  return all(e).filter((o) => (o.text.text + " " + (o.description?.text || "")).toLowerCase().includes(t));
};
const fromPeople = filtered(people);
const fromRooms = filtered(() => rooms(false));
const fromChannels = filtered(() => rooms(true));
const fromOptions = filtered((e) => e.options || e.option_groups.flatMap((g) => g.options));
const fromBot = async (e, text, place, ctx) => (await ctx.suggest(place, text)).options || [];

const kinds = {
  plain_text_input: line("text", lengths),
  email_text_input: line("text", () => ({ inputmode: "email", spellcheck: "false" })),
  url_text_input: line("text", () => ({ inputmode: "url", spellcheck: "false" })),
  number_input: line("text", () => ({ inputmode: "decimal", class: "input number" })),
  datepicker: picker("date", "selected_date", "initial_date"),
  timepicker: picker("time", "selected_time", "initial_time"),
  datetimepicker: dateTime,
  static_select: staticSelect,
  radio_buttons: choices("radio"),
  checkboxes: choices("checkbox"),
  external_select: lookup("selected_option", "initial_option", fromBot, null, false),
  multi_external_select: lookup("selected_options", "initial_options", fromBot, null, true),
  multi_static_select: lookup("selected_options", "initial_options", fromOptions, null, true),
  users_select: lookup("selected_user", "initial_user", fromPeople, personOption, false),
  multi_users_select: lookup("selected_users", "initial_users", fromPeople, personOption, true),
  conversations_select: lookup("selected_conversation", "initial_conversation", fromRooms, roomOption, false),
  multi_conversations_select: lookup("selected_conversations", "initial_conversations", fromRooms, roomOption, true),
  channels_select: lookup("selected_channel", "initial_channel", fromChannels, roomOption, false),
  multi_channels_select: lookup("selected_channels", "initial_channels", fromChannels, roomOption, true),
};
