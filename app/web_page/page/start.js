// Begins: the first picture is there already; the controls come when the others are unpacked.

let convlensPlayer = null; // once it has begun

(async () => {
  const facts = JSON.parse(byId("convlens-page").textContent);
  const languages = Object.keys(facts.texts);
  const shown = document.documentElement.lang;
  if (typeof DecompressionStream === "undefined") {
    byId("too-old").textContent = facts.texts[shown].too_old;
    byId("too-old").hidden = false;
    return;
  }
  const pack = await unpacked(facts.packed);
  const stage = new Stage(byId("picture"), pack.linesOf(shown + ".pictures", 0));
  const wanted = navigator.languages.map((name) => name.slice(0, 2)).find((name) => languages.includes(name));
  const player = new Player(facts, pack, stage, facts.follows_reader && wanted ? wanted : shown);
  if (facts.questions) {
    player.questions = new Questions(player);
    new Handout(player);
    player.show();
  }
  convlensPlayer = player;
})();
