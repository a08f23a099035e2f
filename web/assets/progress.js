const ask = async () => {
  const state = await (await fetch("/start/progress.json", { cache: "no-store" })).json();
  document.getElementById("bar").value = state.percent;
  document.getElementById("what").textContent = `${state.what} ${state.percent}%`;
  if (state.finished) document.getElementById("done").hidden = false;
  else setTimeout(ask, 500);
};
ask();
