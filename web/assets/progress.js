const show = (people) => {
  const body = document.querySelector("#people tbody");
  for (const person of people) {
    const line = document.createElement("tr");
    for (const text of person) line.append(Object.assign(document.createElement("td"), { textContent: text }));
    body.append(line);
  }
};

const ask = async () => {
  const state = await (await fetch("/start/progress.json", { cache: "no-store" })).json();
  document.getElementById("bar").value = state.percent;
  document.getElementById("what").textContent = state.failed ? state.what : `${state.percent}%　${state.what}`;
  if (!state.finished) return setTimeout(ask, 400);
  document.getElementById("wait").hidden = true;
  if (state.failed) return;
  show(state.accounts);
  document.getElementById("done").hidden = false;
};
ask();
