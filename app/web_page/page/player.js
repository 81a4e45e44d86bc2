// What is shown now, in which language, and the keys and buttons that change it.

const SPEEDS = [0.5, 1, 2, 4];
const NARROW = matchMedia("screen and (max-width:900px) and (orientation:portrait)");
const STILL = matchMedia("(prefers-reduced-motion:reduce)");
const byId = (id) => document.getElementById(id);

class Player {
  constructor(facts, pack, stage, language) {
    Object.assign(this, { facts, pack, stage, language });
    this.index = 0;
    this.speed = 1;
    this.timer = null;
    this.slide = null; // while the window is on its way
    this.questions = null; // of a lesson: questions.js
    this.addControls();
    this.setLanguage(language);
    addEventListener("hashchange", () => this.goTo(this.indexInAddress()));
    addEventListener("keydown", (event) => this.press(event));
    NARROW.addEventListener("change", () => this.show());
    if (this.indexInAddress() > 0) this.goTo(this.indexInAddress());
  }

  /** Of pictures: on phones those that were made for them. */
  get track() {
    const narrow = this.language + "-narrow";
    return NARROW.matches && this.pack.has(narrow + ".pictures") ? narrow : this.language;
  }

  get picture() {
    return byId("picture").querySelector("svg");
  }

  get texts() {
    return this.facts.texts[this.language];
  }

  indexInAddress() {
    const number = parseInt(location.hash.slice(1), 10);
    return Number.isNaN(number) ? 0 : Math.min(Math.max(number, 1), this.facts.count) - 1;
  }

  addControls() {
    const actions = {
      first: () => this.goTo(0),
      previous: () => this.back(),
      play: () => this.toggle(),
      next: () => this.forward(),
      last: () => this.goTo(this.facts.count - 1),
      speed: () => this.changeSpeed(),
      words: () => this.tell(byId("told").hidden),
      full: () => this.toggleFullScreen(),
    };
    for (const [id, action] of Object.entries(actions)) byId(id).addEventListener("click", action);
    const scrub = byId("scrub");
    scrub.max = this.facts.count;
    scrub.addEventListener("input", () => {
      this.pause();
      this.goTo(Number(scrub.value) - 1);
    });
    byId("full").hidden = !document.fullscreenEnabled;
    const languages = Object.keys(this.facts.texts);
    for (const language of languages.length > 1 ? languages : []) {
      const button = document.createElement("button");
      button.type = "button";
      button.lang = language;
      button.textContent = this.facts.texts[language].name;
      button.addEventListener("click", () => this.setLanguage(language));
      byId("languages").append(button);
    }
    byId("board").addEventListener("click", (event) => this.touch(event));
    document.body.classList.toggle("lesson", this.facts.questions !== undefined);
    document.body.classList.toggle("single", this.facts.count === 1);
    byId("controls").hidden = false;
  }

  setLanguage(language) {
    this.language = language;
    document.documentElement.lang = language;
    document.title = byId("title").textContent = this.texts.title;
    for (const id of ["first", "previous", "next", "last", "full", "scrub"]) {
      byId(id).title = this.texts[id];
      byId(id).setAttribute("aria-label", this.texts[id]);
    }
    byId("words").textContent = this.texts.words;
    for (const button of byId("languages").children)
      button.setAttribute("aria-pressed", String(button.lang === language));
    this.showPlaying();
    this.showSpeed();
    this.show();
  }

  goTo(index) {
    this.index = Math.min(Math.max(index, 0), this.facts.count - 1);
    if (this.questions) {
      this.questions.open();
      scrollTo(0, 0);
    }
    this.show();
    try {
      history.replaceState(null, "", "#" + (this.index + 1));
    } catch {
      // an address that may not change; the page works without
    }
  }

  /** [PACK, INDEX] of what is shown: of the step, or of its answer. */
  current() {
    return (this.questions && this.questions.revealed()) || [this.pack, this.index];
  }

  show() {
    this.endSlide();
    const [pack, index] = this.current();
    this.stage.show(pack.linesOf(this.track + ".pictures", index));
    const { width, height } = this.picture.viewBox.baseVal;
    byId("board").style.setProperty("--aspect", width + "/" + height);
    const words = pack.linesOf(this.language + ".words", index).join("\n").trim();
    byId("picture").setAttribute("aria-label", words);
    byId("told").textContent = words;
    if (!this.timer) byId("spoken").textContent = words;
    const place = this.index + 1 + " / " + this.facts.count;
    byId("counter").textContent = place;
    byId("scrub").value = this.index + 1;
    byId("scrub").setAttribute("aria-valuetext", place);
    byId("first").disabled = byId("previous").disabled = this.index === 0 && pack === this.pack;
    byId("last").disabled = this.index + 1 === this.facts.count;
    byId("next").disabled = byId("last").disabled && !(this.questions && this.questions.isOpen());
    if (this.questions) this.questions.show();
  }

  forward() {
    if (this.questions && this.questions.isOpen()) this.questions.reveal();
    else if (this.index + 1 < this.facts.count) this.slideOn(this.facts.slides === "always");
  }

  /** To the next step; the window slides there where it may. */
  slideOn(isSliding) {
    const next = this.index + 1;
    if (this.slide) {
      this.goTo(next);
      return;
    }
    const lines = (index) => this.pack.linesOf(this.track + ".pictures", index);
    const { picture } = this;
    const moves = isSliding && !STILL.matches ? movesTo(picture, lines(this.index), lines(next)) : [];
    if (moves.length === 0) this.goTo(next);
    else this.slide = new Slide(picture, moves, (SHARE * this.facts.step_ms) / this.speed, () => this.goTo(next));
  }

  endSlide() {
    if (this.slide) this.slide.cancel();
    this.slide = null;
  }

  back() {
    if (this.questions && this.questions.close()) this.show();
    else if (this.index > 0) this.goTo(this.index - 1);
  }

  toggle() {
    if (this.timer) this.pause();
    else this.play();
  }

  play() {
    if (this.index + 1 === this.facts.count) this.goTo(0);
    const next = () => {
      if (this.index + 1 < this.facts.count) this.slideOn(this.facts.slides !== "never");
      else if (this.facts.loops) this.goTo(0);
      else this.pause();
    };
    this.timer = setInterval(next, this.facts.step_ms / this.speed);
    this.showPlaying();
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    this.endSlide();
    this.showPlaying();
    byId("spoken").textContent = byId("told").textContent;
  }

  showPlaying() {
    document.body.classList.toggle("plays", this.timer !== null);
    const label = this.timer ? this.texts.pause : this.texts.play;
    byId("play").title = label;
    byId("play").setAttribute("aria-label", label);
  }

  changeSpeed() {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length];
    this.showSpeed();
    if (!this.timer) return;
    this.pause();
    this.play();
  }

  showSpeed() {
    byId("speed").textContent = this.speed + "\u00d7";
    byId("speed").title = this.texts.speed;
    byId("speed").setAttribute("aria-label", this.texts.speed + " " + this.speed);
  }

  tell(told) {
    byId("told").hidden = !told;
    if (told) byId("told").scrollIntoView({ block: "nearest" }); // on phones it lies below the screen
    byId("words").setAttribute("aria-expanded", String(told));
  }

  /** On an answer: the guess. */
  touch(event) {
    if (!this.questions) return;
    const { picture } = this;
    const box = picture.getBoundingClientRect();
    const { width, height } = picture.viewBox.baseVal;
    const scale = Math.min(box.width / width, box.height / height);
    const x = (event.clientX - box.left - (box.width - width * scale) / 2) / scale;
    const y = (event.clientY - box.top - (box.height - height * scale) / 2) / scale;
    this.questions.touch(x, y);
  }

  toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  /** Keys of the window, and what clickers send. */
  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target;
    if (target.matches("input[type=text]") && !event.key.startsWith("Page")) return;
    const isButton = target.matches("button");
    const isLesson = this.questions !== null;
    const actions = {
      ArrowRight: () => this.forward(),
      ArrowDown: () => this.forward(),
      PageDown: () => this.forward(),
      n: () => this.forward(),
      ArrowLeft: () => this.back(),
      ArrowUp: () => this.back(),
      PageUp: () => this.back(),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.facts.count - 1),
      Enter: isButton ? null : () => this.forward(),
      " ": isButton ? null : isLesson ? () => this.forward() : () => this.toggle(),
      f: () => this.toggleFullScreen(),
    };
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) {
      if (isLesson) this.questions.press(event);
      return;
    }
    event.preventDefault();
    if (event.key !== " ") this.pause();
    action();
  }
}
