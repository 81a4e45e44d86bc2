// A lesson on paper: all its pages, each question with room for an answer and none answered.

class Handout {
  constructor(player) {
    this.player = player;
    addEventListener("beforeprint", () => this.lay());
    addEventListener("afterprint", () => this.clear());
  }

  lay() {
    const { facts, pack, language, texts } = this.player;
    const sheets = facts.questions.map((question, i) => {
      const sheet = document.createElement("section");
      sheet.innerHTML = markupOf(treeOf(pack.linesOf(language + ".pictures", i)));
      if (question) {
        const room = document.createElement("p");
        room.textContent = texts.answer;
        sheet.append(room);
      }
      return sheet;
    });
    byId("handout").replaceChildren(...sheets);
  }

  clear() {
    byId("handout").replaceChildren();
  }
}
