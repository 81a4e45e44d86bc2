// Questions of a lesson. What is right stands sealed in the page: a guess opens what it fits, and no other.

/** Hundredths of the numbers of a typed guess, as app/web_page/answer_book.h has them; null: it is no guess. */
function typedGuess(text, axes) {
  const plain = text.trim().replaceAll("\u2212", "-");
  const parts = axes === 1 ? [plain.replace(",", ".")] : plain.split(/\s*[x\u00d7*,;\s]\s*/i);
  const numbers = parts.map((part) => (part === "" ? NaN : Number(part)));
  if (numbers.length === 1 && axes > 1) while (numbers.length < axes) numbers.push(numbers[0]);
  if (numbers.length !== axes || numbers.some((number) => !Number.isFinite(number))) return null;
  return numbers.map((number) => Math.round(number * 100)).join("x");
}

/** Larger numbers of a parameter are one guess, "more": app/lesson/answer.h. */
const maxParameter = 64;

class Questions {
  constructor(player) {
    this.player = player;
    this.answers = null; // the sealed pack, once it is opened
    this.cells = new Cells(byId("cells"), () => {
      this.isChoosing = true;
      this.show();
    });
    this.open();
    byId("question").addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    byId("reveal").addEventListener("click", () => (this.isOpen() ? this.reveal() : this.player.forward()));
  }

  get question() {
    return this.player.facts.questions[this.player.index];
  }

  /** Begins a page, nothing guessed. */
  open() {
    this.isRevealed = false;
    this.guesses = []; // keys of guesses, the last one last
    this.isChoosing = false; // cells, since the last guess
    this.cells.clear();
    const input = byId("typed").querySelector("input");
    input.value = "";
    input.blur(); // letters are guesses on the next page
  }

  isOpen() {
    return this.question !== null && !this.isRevealed;
  }

  /** Takes the answer back; false: it is not shown. */
  close() {
    if (!this.isRevealed) return false;
    this.open();
    return true;
  }

  revealed() {
    return this.isRevealed && this.answers ? [this.answers, this.question.answer] : null;
  }

  async reveal() {
    const { facts } = this.player;
    const page = this.player.index;
    this.answers ??= await unpacked(facts.sealed, facts.salt);
    if (page !== this.player.index) return;
    this.isRevealed = true;
    this.player.show();
  }

  /** What the guess fits: "=" and nothing else where it is right, an idea's sentence, or undefined. */
  fitted(guess) {
    const { salt, fits } = this.question;
    const key = salt + "/" + guess;
    const sealed = fits[this.player.language][hashOf(key).toString(16)];
    return sealed === undefined ? undefined : new TextDecoder().decode(bytesOf(sealed, key + "/"));
  }

  guess(key) {
    this.guesses.push(key);
    this.isChoosing = false;
    if (this.fitted(key) === "=") this.reveal();
    else this.show();
    byId("verdict").scrollIntoView({ block: "nearest" }); // on phones the page is higher than the screen
  }

  /** The cells of the picture in sight; none: they are not what is asked for. */
  places() {
    return this.isOpen() ? this.question.cells[this.player.track] : undefined;
  }

  check() {
    if (!this.isOpen()) return;
    if (this.places()) {
      this.guess(this.cells.guess());
      return;
    }
    const input = byId("typed").querySelector("input");
    const key = typedGuess(input.value, this.question.axes);
    if (key === null) input.select();
    else this.guess(this.question.ask === "parameter" && key > 100 * maxParameter ? "more" : key);
  }

  press(event) {
    const letter = event.key.toUpperCase();
    if (!this.isOpen() || !/^[A-H]$/.test(letter)) return;
    if (letter.charCodeAt(0) - 65 < this.question.letters) this.guess(letter);
  }

  /** A point of the picture: the answer that lies there. */
  touch(x, y) {
    if (!this.isOpen()) return;
    const places = this.question.places[this.player.track];
    const found = places.findIndex((place) => x >= place[0] && y >= place[1] && x <= place[2] && y <= place[3]);
    const letter = String.fromCharCode(65 + found);
    if (found >= 0 && !this.guesses.includes(letter)) this.guess(letter);
  }

  verdict() {
    const { texts } = this.player;
    const last = this.guesses[this.guesses.length - 1];
    if (this.places() && this.isChoosing) return texts.marked.replace("{count}", this.cells.chosen.length);
    if (last === undefined) return !this.places() ? "" : this.question.ask === "order" ? texts.choose_order : texts.choose;
    const fitted = this.fitted(last);
    if (fitted === "=") return texts.right;
    return fitted === undefined ? texts["look." + this.question.ask] : texts.not_this.replace("{why}", fitted);
  }

  show() {
    const { texts } = this.player;
    const question = this.question;
    byId("question").hidden = question === null;
    this.cells.show(question && this.places(), this.player.picture.getAttribute("viewBox"), question && question.ask === "order");
    if (question === null) return;
    const letters = byId("letters");
    if (letters.children.length !== question.letters) {
      letters.replaceChildren();
      for (let i = 0; i < question.letters; ++i) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = String.fromCharCode(65 + i);
        button.addEventListener("click", () => this.guess(button.textContent));
        letters.append(button);
      }
    }
    for (const button of letters.children) {
      const isGuessed = this.guesses.includes(button.textContent);
      const isRight = isGuessed && this.fitted(button.textContent) === "=";
      button.className = isRight ? "right" : isGuessed ? "wrong" : "";
      button.disabled = this.isRevealed || isGuessed;
    }
    byId("typed").hidden = question.axes === 0 || this.isRevealed;
    byId("check").hidden = byId("typed").hidden && !this.places();
    byId("typed").firstElementChild.textContent = texts.answer;
    byId("check").textContent = texts.check;
    byId("reveal").textContent = this.isRevealed ? texts.go_on : texts.reveal;
    byId("verdict").textContent = this.verdict();
  }
}
