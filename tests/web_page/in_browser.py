#!/usr/bin/python3
"""Opens exported pages in headless Chromium and drives them by its DevTools protocol: keys, clicker, languages, the
window on its way, every question answered wrongly and rightly, cells chosen by mouse and keys, phones, paper, nothing
loaded from outside, and how long a step takes.
usage: in_browser.py CONVLENS [--pictures FOLDER]"""
import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

CONVLENS = sys.argv[1]
PICTURES = sys.argv[3] if len(sys.argv) > 3 else None


class Browser:
    """One page of Chromium; messages go through two pipes, each ended by a zero byte."""

    def __init__(self, profile):
        to_browser, self.out = os.pipe()
        self.incoming, from_browser = os.pipe()

        def pipes():
            kept = [os.dup(to_browser), os.dup(from_browser)]
            os.dup2(kept[0], 3)
            os.dup2(kept[1], 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--lang=en-US",
             "--user-data-dir=" + profile], preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer, self.number, self.session, self.events = b"", 0, None, []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(domain + ".enable")

    def read(self):
        while b"\0" not in self.buffer:
            part = os.read(self.incoming, 1 << 20)
            assert part, "Chromium has ended"
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def value(self, expression):
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, path, width=1280, height=720, media=()):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.send("Emulation.setEmulatedMedia", features=[{"name": name, "value": value} for name, value in media])
        self.events.clear()
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url="file://" + path)
        # Asked anew each time: a promise of the page before never answers.
        while not self.value("""location.protocol === "file:" && document.readyState === "complete" &&
                typeof convlensPlayer !== "undefined" && convlensPlayer !== null && document.fonts.status === 'loaded'"""):
            time.sleep(0.01)

    def key(self, key, text=None):
        for kind in ("keyDown", "keyUp"):
            params = {"type": kind, "key": key}
            if text and kind == "keyDown":
                params["text"] = text
            self.send("Input.dispatchKeyEvent", **params)

    def click(self, selector):
        x, y = self.value("(() => { const b = document.querySelector(%s).getBoundingClientRect();"
                          " return [b.x + b.width / 2, b.y + b.height / 2]; })()" % json.dumps(selector))
        self.click_at(x, y)

    def click_at(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, name):
        if PICTURES:
            shot = self.send("Page.captureScreenshot", format="png")["data"]
            with open(os.path.join(PICTURES, name + ".png"), "wb") as file:
                file.write(base64.b64decode(shot))

    def faults(self):
        """What the page complained of or asked the network for."""
        self.value("1")
        found = []
        for event in self.events:
            method, params = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown" or method == "Log.entryAdded":
                found.append(json.dumps(params)[:400])
            if method == "Network.requestWillBeSent" and not params["request"]["url"].startswith(("file:", "data:", "about:", "blob:")):
                found.append(params["request"]["url"])
        return found

    def close(self):
        self.process.terminate()
        self.process.wait()


def export(folder, name, *words):
    path = os.path.join(folder, name + ".html")
    subprocess.run([CONVLENS, *words, "-o", path], check=True)
    return path


def smallest_type(selector):
    return """(() => { const scale = document.querySelector("#picture svg").getScreenCTM().a;
        return Math.min(...[...document.querySelectorAll(%s)].map(one => parseFloat(getComputedStyle(one).fontSize) * scale)); })()""" % (
            json.dumps(selector))


def place(browser):
    return browser.value("document.getElementById('counter').textContent")


def equal(found, expected, what):
    assert found == expected, "%s: %r, expected %r" % (what, found, expected)


def plays_a_figure(browser, folder):
    path = export(folder, "figure", "export", "numerical_padding_strides", "--lenses", "sum,im2col")
    browser.open(path)
    equal(place(browser), "1 / 9", "opens at the first step")
    for key, expected in (("PageDown", 2), ("ArrowRight", 3), ("n", 4), ("PageUp", 3), ("ArrowLeft", 2), ("End", 9),
                          ("PageDown", 9), ("Home", 1), ("PageUp", 1)):
        browser.key(key)
        equal(place(browser), "%d / 9" % expected, key)
    equal(browser.value("convlensPlayer.timer"), None, "does not play by itself")
    browser.key(" ", " ")
    assert browser.value("convlensPlayer.timer !== null"), "Space plays"
    browser.key(" ", " ")
    equal(browser.value("convlensPlayer.timer"), None, "Space pauses")
    browser.key("End")
    shown = browser.value("document.querySelector('#picture svg').outerHTML")
    # What came by patches is what a parser makes of the whole.
    whole = browser.value("""(() => { const box = document.createElement("div");
        box.innerHTML = convlensPlayer.pack.linesOf("en.pictures", 8).slice(1).join("");
        return box.firstElementChild.outerHTML; })()""")
    equal(shown.replace("\n", ""), whole, "the last step's elements")
    svg = os.path.join(folder, "last.svg")
    subprocess.run([CONVLENS, "render", "numerical_padding_strides", "--lenses", "sum,im2col", "--step", "8", "--lang",
                    "en", "--no-scene", "-o", svg], check=True)
    with open(svg, encoding="utf-8") as file:
        equal(browser.value("convlensPlayer.pack.linesOf('en.pictures', 8).join('\\n') + '\\n'"), file.read(),
              "the last step, byte for byte")
    words = browser.value("document.getElementById('picture').getAttribute('aria-label')")
    assert "Step 9 of 9" in words and "Step 9 of 9" in browser.value("document.getElementById('spoken').textContent")
    browser.click("#languages button[lang=zh]")
    equal(browser.value("document.documentElement.lang"), "zh", "language")
    assert "第" in browser.value("document.getElementById('picture').getAttribute('aria-label')")
    browser.picture("figure-zh")
    browser.click("#languages button[lang=en]")
    browser.key("Home")
    browser.picture("figure")
    equal(browser.value("[...document.fonts].filter(font => font.status === 'loaded').length > 2"), True, "fonts load")
    equal(browser.value("[...document.fonts].filter(font => font.status === 'error').length"), 0, "fonts are fonts")
    equal(browser.faults(), [], "nothing is loaded, nothing is refused")
    browser.open(path, media=[("prefers-reduced-motion", "reduce")])
    equal(browser.value("getComputedStyle(document.getElementById('next')).transitionDuration"), "0s", "reduced motion")
    browser.open(path + "#5", 390, 844)
    equal(place(browser), "5 / 9", "the address has the step")
    equal(browser.value("convlensPlayer.track"), "en-narrow", "phones have pictures of their own")
    assert browser.value("document.documentElement.scrollWidth <= 390"), "nothing is wider than a phone"
    smallest = browser.value(smallest_type("#picture g[id^=input] tspan, #picture g[id^=output] tspan"))
    assert smallest >= 12, "digits of %.1f px on a phone" % smallest
    browser.picture("figure-phone")
    browser.send("Emulation.setEmulatedMedia", media="print")
    equal(browser.value("getComputedStyle(document.getElementById('controls')).display"), "none", "print")
    equal(browser.value("convlensPlayer.track"), "en", "paper has the wide picture")
    browser.picture("figure-print")


def slides(browser, folder):
    """The window moves to its next place while the page plays, and there its picture is the next one's."""
    state = "({index: convlensPlayer.index, slides: convlensPlayer.slide !== null})"
    for name, words in (("numerical", ("numerical_padding_strides",)), ("channels", ("several_channels",)),
                        ("transposed", ("padding_strides_odd_transposed",)), ("map", ("conv", "--input-size", "40x40",
                         "--kernel-size", "3", "--steps", "30..50")), ("pool", ("numerical_max_pooling",))):
        browser.open(export(folder, name, "export", *words, "--lang", "en"))
        off, moved = browser.value("""(() => {
            const lines = index => convlensPlayer.pack.linesOf("en.pictures", index);
            const boxes = () => [...document.querySelectorAll('#picture svg > g[id^="window"]')].filter(one => one.children.length)
                .map(one => one.getBBox());
            let worst = 0, moved = 0;
            for (let i = 0; i + 1 < convlensPlayer.facts.count; ++i) {
                convlensPlayer.goTo(i);
                const before = boxes();
                const moves = movesTo(document.querySelector("#picture svg"), lines(i), lines(i + 1));
                const shifts = moves.filter(([node]) => node.tagName === "g").map(([, shift]) => shift);
                convlensPlayer.goTo(i + 1);
                boxes().forEach((box, at) => { if (shifts[at]) worst = Math.max(worst,
                    Math.abs(before[at].x + shifts[at][0] - box.x), Math.abs(before[at].y + shifts[at][1] - box.y)); });
                moved += moves.length > 3;
            }
            return [worst, moved / (convlensPlayer.facts.count - 1)]; })()""")
        assert off < 2 and moved >= 0.4, "%s: the window ends %.1f px off, moves in %d %% of its steps" % (name, off, 100 * moved)
    path = export(folder, "slides", "export", "numerical_padding_strides")
    browser.open(path + "#4")
    browser.key("ArrowRight")
    equal(browser.value(state), {"index": 4, "slides": False}, "by key it is there at once")
    browser.value("convlensPlayer.slideOn(true)")
    equal(browser.value(state), {"index": 4, "slides": True}, "it is on its way")
    x = "document.querySelector('#picture g[id=window] rect').getBoundingClientRect().x"
    places = browser.value("(() => { const all = convlensPlayer.slide.running; all.forEach(one => one.pause());"
                           " return [0, 90, 179].map(at => { all.forEach(one => one.currentTime = at); return %s; }); })()" % x)
    assert places[0] < places[1] < places[2], places
    browser.picture("figure-slides")
    browser.value("convlensPlayer.slide.running.forEach(one => one.play())")
    browser.value("new Promise(done => { const wait = () => convlensPlayer.slide ? setTimeout(wait, 5) : done(1); wait(); })")
    equal(browser.value(state), {"index": 5, "slides": False}, "it has come")
    assert abs(browser.value(x) - places[2]) < 3
    equal(browser.value("document.getAnimations().length"), 0, "nothing is left of the movement")
    browser.value("convlensPlayer.slideOn(true)")
    browser.key("Home")
    equal(browser.value(state), {"index": 0, "slides": False}, "a key ends it")
    browser.open(path, media=[("prefers-reduced-motion", "reduce")])
    browser.value("convlensPlayer.slideOn(true)")
    equal(browser.value(state), {"index": 1, "slides": False}, "nothing moves where motion is reduced")
    browser.open(export(folder, "slides", "export", "numerical_padding_strides", "--phases", "yes"))
    browser.key("ArrowRight")
    equal(browser.value(state), {"index": 0, "slides": True}, "--phases yes: by key too")
    browser.open(export(folder, "slides", "export", "numerical_padding_strides", "--phases", "no"))
    equal(browser.value("convlensPlayer.facts.slides"), "never", "--phases no")
    equal(browser.faults(), [], "nothing is refused")


FIND_ANSWERS = """(() => {
    // A right and a wrong guess of each way in which a question is answered, by looking through what may be guessed.
    const questions = convlensPlayer.questions, question = questions.question;
    const found = [];
    const look = (way, guesses) => {
        let right, wrong;
        for (const guess of guesses) if (questions.fitted(guess[0]) === "=") right ??= guess; else wrong ??= guess;
        found.push([way, right ?? null, wrong ?? null]);
    };
    look("letter", [..."ABCD"].slice(0, question.letters).map(letter => [letter, letter]));
    if (question.axes > 0) {
        const typed = [];
        for (let i = question.axes > 1 || question.ask === "size" ? 0 : -6000; i <= 6000; ++i) typed.push(i / 100);
        const whole = typed.filter(Number.isInteger);
        const texts = question.axes === 1 ? typed.map(String) : question.axes === 2
            ? whole.flatMap(a => whole.map(b => a + "x" + b)) : whole.map(String);
        look("typed", texts.map(text => [typedGuess(text, question.axes), text]));
    }
    const cells = question.cells[convlensPlayer.track];
    if (cells) {
        const columns = cells.filter(cell => cell[3] === cells[0][3]).length, rows = Math.round(cells.length / columns);
        const runs = size => { const all = []; for (let step = 1; step <= 3; ++step) for (let from = 0; from < size; ++from)
            for (let count = 1; from + (count - 1) * step < size; ++count)
                all.push([...Array(count).keys()].map(i => from + i * step)); return all; };
        const sets = [];
        for (const r of runs(rows)) for (const c of runs(columns)) sets.push(r.flatMap(row => c.map(column => row * columns + column)));
        for (let r = 0; r < rows; ++r) for (let c = 0; c < columns; ++c) { // all but a block at the end: unread ones
            const kept = []; for (let i = 0; i < rows * columns; ++i) if (Math.floor(i / columns) >= r || i % columns >= c) kept.push(i);
            sets.push(kept); }
        const orders = sets.flatMap(set => [set, [...set].reverse()]);
        look("cells", (question.ask === "order" ? orders : sets).map(set => ["#" + set.map(i => cells[i][0]), set]));
    }
    return found; })()"""


def answers_every_question(browser, folder):
    """Of each kind and way, in every lesson: wrong ones leave the picture as it is, right ones reveal."""
    listed = json.loads(subprocess.run([CONVLENS, "lesson", "list", "--json"], check=True, capture_output=True).stdout)
    answered = {}
    shown = "document.querySelector('#picture svg').outerHTML.replaceAll('\\n', '')"
    for lesson in listed:
        path = export(folder, "all", "lesson", "export", lesson["id"])
        browser.open(path)
        for number, page in enumerate(lesson["pages"]):
            if not page["question"]:
                continue
            browser.value("convlensPlayer.goTo(%d)" % number)
            before = browser.value(shown)
            for way, right, wrong in browser.value(FIND_ANSWERS):
                for guess, is_right in ((wrong, False), (right, True)):
                    if guess is None:
                        continue
                    browser.value("convlensPlayer.goTo(%d)" % number)
                    enter(browser, way, guess[1])
                    if is_right:
                        wait_for_reveal(browser)
                    what = "%s %d, %s %r" % (lesson["id"], number + 1, way, guess[1])
                    verdict = browser.value("document.getElementById('verdict').textContent")
                    equal(verdict == "Right!", is_right, what)
                    equal(browser.value(shown) == before, not is_right, what)
                    assert verdict, what
                    key = (page["question"], way)
                    answered.setdefault(key, [0, 0])[is_right] += 1
        equal(browser.faults(), [], "nothing is refused")
    for (kind, way), (wrong, right) in sorted(answered.items()):
        print("%s by %s: %d answered rightly, %d wrongly" % (kind, way, right, wrong))
    for kind, way in (("size", "typed"), ("size", "letter"), ("value", "typed"), ("value", "letter"), ("cells", "cells"),
                      ("cells", "letter"), ("compare", "letter"), ("parameter", "typed"), ("order", "cells"),
                      ("order", "letter"), ("which", "letter")):
        assert min(answered.get((kind, way), [0, 0])) > 0, "%s by %s: %s" % (kind, way, answered.get((kind, way)))


def enter(browser, way, guess):
    """As a reader does."""
    if way == "letter":
        browser.key(guess.lower(), guess.lower())
    elif way == "typed":
        browser.value("(() => { const typed = document.querySelector('#typed input'); typed.focus(); typed.value = %s; })()"
                      % json.dumps(guess))
        browser.key("Enter", "\r")
    else:
        for cell in guess:
            browser.click("#cells g:nth-child(%d)" % (cell + 1))
        browser.click("#check")


def chooses_cells(browser, folder):
    """By keys and by finger, with a name for each that is heard, and none that tells the answer."""
    path = export(folder, "cells", "lesson", "export", "convolution")
    browser.open(path + "#4")
    focused = "document.activeElement.getAttribute('aria-label')"
    for _ in range(40):
        if browser.value("document.activeElement.closest('#cells') !== null"):
            break
        browser.key("Tab")
    equal(browser.value(focused), "x[0,0]", "Tab leads to the first cell")
    for key, name in (("ArrowRight", "x[0,1]"), ("ArrowDown", "x[1,1]"), ("ArrowLeft", "x[1,0]"), ("ArrowUp", "x[0,0]"),
                      ("ArrowUp", "x[0,0]")):
        browser.key(key)
        equal(browser.value(focused), name, key)
    equal(browser.value("convlensPlayer.index"), 3, "arrows stay on the page")
    equal(browser.value("getComputedStyle(document.activeElement.firstChild).strokeOpacity"), "1", "the focus is seen")
    browser.key(" ", " ")
    browser.key("ArrowRight")
    browser.key("Enter", "\r")
    equal(browser.value("[...document.querySelectorAll('#cells [aria-checked=true]')].map(one => one.getAttribute('aria-label'))"),
          ["x[0,0]", "x[0,1]"], "Space and Enter choose")
    equal(browser.value("document.getElementById('verdict').textContent"), "2 chosen", "how many")
    browser.picture("cells-chosen")
    browser.key("Enter", "\r")
    equal(browser.value("convlensPlayer.questions.cells.chosen"), [0], "and let go again")
    browser.send("Accessibility.enable")
    heard = json.dumps(browser.send("Accessibility.getFullAXTree"))
    assert "x[0,1]" in heard and "Right!" not in heard and "The answer" not in heard, "the accessibility tree"
    browser.send("Accessibility.disable")
    browser.open(path + "#4", 390, 844)
    equal(browser.value("convlensPlayer.track"), "en-narrow", "a phone")
    assert browser.value("document.documentElement.scrollWidth <= 390"), "nothing is wider than a phone"
    side = browser.value("document.querySelector('#cells g').getBoundingClientRect().width")
    assert side >= 30, "cells of %.0f px are hard to touch" % side
    browser.click("#cells g:nth-child(3)")
    equal(browser.value("convlensPlayer.questions.cells.chosen"), [2], "touched")
    browser.picture("cells-phone")
    browser.click("#languages button[lang=zh]")
    equal(browser.value("document.getElementById('verdict').textContent"), "已选 1 格", "in Chinese")
    browser.picture("cells-phone-zh")
    browser.open(export(folder, "cells", "lesson", "export", "unpooling") + "#2")
    pooled, side = browser.value("""[document.querySelectorAll("#cells g")[0].getBoundingClientRect().y,
        document.querySelectorAll("#cells g")[0].getBoundingClientRect().width]""")
    assert pooled > 300 and side > 45, "cells of the result, not of the small plane before the pooling"
    equal(browser.faults(), [], "nothing is refused")


def prints(browser, folder):
    """A lesson: all its pages, with room for answers; a figure: the step in sight."""
    for name, words, pages, said, missing in (
            ("lesson", ("lesson", "export", "convolution"), 7, "Your answer", ("PageDown", "A to D", "Enter")),
            ("figure", ("export", "numerical_padding_strides"), 1, "step 1 of 9", ("In words",))):
        browser.open(export(folder, name, *words))
        pdf = os.path.join(PICTURES or folder, name + ".pdf")
        with open(pdf, "wb") as file:
            file.write(base64.b64decode(browser.send("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]))
        info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True).stdout.decode()
        equal(int(info.split("Pages:")[1].split()[0]), pages, "sheets of paper of a " + name)
        text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
        assert said in text and not any(word in text for word in missing), "%s on paper: %r" % (name, text[:400])
        equal(browser.value("document.getElementById('handout').children.length"), 0, "nothing is left of the printing")


def is_seen_without_script(browser, folder):
    """The first picture, on phones too."""
    path = export(folder, "still", "export", "dilation")
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    for width, height in ((360, 740), (768, 1024), (1280, 720)):
        browser.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        browser.send("Page.navigate", url="about:blank")
        browser.send("Page.navigate", url="file://" + path)
        while browser.value("document.readyState !== 'complete' || location.protocol !== 'file:'"):
            time.sleep(0.01)
        shown = browser.value("(() => { const box = document.querySelector('#picture svg').getBoundingClientRect(); return [box.width, box.height]; })()")
        assert shown[0] >= 0.98 * width and shown[1] >= 0.5 * shown[0], "%s px without script at %d px" % (shown, width)
    browser.send("Emulation.setScriptExecutionDisabled", value=False)


def shows_networks(browser, folder):
    browser.open(export(folder, "network", "export", "network:digits"))
    browser.picture("network")
    browser.open(os.path.join(folder, "network.html"), 390, 844)
    for view in ("path", "compare", "strongest", "invariance", "occlusion"):
        browser.open(export(folder, "network-" + view, "export", "network:digits", "--network-view", view))
        count = browser.value("convlensPlayer.facts.count")
        browser.key("End")
        equal(place(browser), "%d / %d" % (count, count), "the last stage of " + view)
        browser.picture("network-" + view)
    for view in ("overview", "path", "compare", "strongest", "invariance", "occlusion"):
        for width, height in ((360, 740), (412, 915)):
            browser.open(os.path.join(folder, "network" + ("" if view == "overview" else "-" + view) + ".html"), width, height)
            equal(browser.value("convlensPlayer.track"), "en-narrow", "phones have pictures of their own")
            small = browser.value(smallest_type("#picture tspan"))
            assert small >= 11.99, "%s: texts of %.1f px at %d px" % (view, small, width)
            assert browser.value("document.documentElement.scrollWidth") <= width, "nothing is wider than a phone"
            browser.picture("network-%s-%d" % (view, width))
    equal(browser.faults(), [], "nothing is refused")


def asks(browser, folder):
    path = export(folder, "lesson", "lesson", "export", "sizes")
    browser.open(path)
    number = browser.value("convlensPlayer.facts.questions.findIndex(one => one && one.axes > 0 && one.letters > 1)")
    browser.value("convlensPlayer.goTo(%d)" % number)
    before = browser.value("document.querySelector('#picture svg').outerHTML")
    fits = "['A','B','C','D'].slice(0, convlensPlayer.questions.question.letters).map(one => convlensPlayer.questions.fitted(one))"
    fitted = browser.value(fits)
    right = "ABCD"[fitted.index("=")]
    wrong = "ABCD"[next(i for i, one in enumerate(fitted) if one != "=")]
    browser.picture("question")
    browser.key(wrong.lower(), wrong.lower())
    verdict = browser.value("document.getElementById('verdict').textContent")
    assert fitted["ABCD".index(wrong)] in verdict, verdict
    equal(browser.value("document.querySelector('#picture svg').outerHTML"), before, "a wrong guess reveals nothing")
    browser.picture("question-wrong")
    x, y = browser.value("""(() => { const place = convlensPlayer.questions.question.places.en[%d];
        const svg = document.querySelector("#picture svg"), box = svg.getBoundingClientRect();
        const scale = Math.min(box.width / 1280, box.height / 720);
        return [box.left + (box.width - 1280 * scale) / 2 + scale * (place[0] + place[2]) / 2,
                box.top + (box.height - 720 * scale) / 2 + scale * (place[1] + place[3]) / 2]; })()""" % "ABCD".index(right))
    browser.click_at(x, y)
    wait_for_reveal(browser)
    equal(browser.value("document.getElementById('verdict').textContent"), "Right!", "a click on the right answer")
    assert browser.value("document.querySelector('#picture svg').outerHTML") != before
    browser.picture("question-revealed")
    browser.key("PageUp")
    equal(browser.value("document.querySelector('#picture svg').outerHTML"), before, "PageUp takes the reveal back")
    browser.key("PageDown")
    wait_for_reveal(browser)
    browser.key("PageDown")
    equal(browser.value("convlensPlayer.index"), number + 1, "then the next page")
    browser.key("PageUp")
    guess = browser.value("document.querySelector('#typed input').focus()")
    for character in "999":
        browser.key(character, character)
    browser.key("Enter", "\r")
    assert browser.value("document.getElementById('verdict').textContent").startswith("not this"), "a typed guess"
    equal(guess, None, "focus")
    browser.click("#languages button[lang=zh]")
    browser.picture("question-zh")
    browser.open(path + "#2", 390, 844)
    assert browser.value("document.documentElement.scrollWidth <= 390"), "nothing is wider than a phone"
    browser.picture("question-phone")
    equal(browser.faults(), [], "nothing is loaded, nothing is refused")


def wait_for_reveal(browser):
    browser.value("""new Promise(done => { const wait = () => convlensPlayer.questions.isRevealed ? done(1)
        : setTimeout(wait, 5); wait(); })""")


def steps_are_quick(browser, folder):
    """From a key to the end of the layout and the next picture's frame; in ms, the median."""
    for name, words, size, most in (
            ("49 steps, sum, 1280x720", ("conv", "--input-size", "9x9", "--kernel-size", "3", "--lenses", "sum"), (1280, 720), 16),
            ("196 steps, sum, 1280x720", ("conv", "--input-size", "16x16", "--kernel-size", "3", "--lenses", "sum"), (1280, 720), 16),
            ("49 steps, three lenses, 1920x1080", ("conv", "--input-size", "9x9", "--kernel-size", "3", "--lenses",
                                                   "sum,im2col,gradients", "--size", "1920x1080"), (1920, 1080), 40)):
        path = export(folder, "quick", "export", *words)
        browser.open(path, *size)
        times = browser.value("""(async () => { const times = [];
            for (let i = 1; i < Math.min(convlensPlayer.facts.count, 60); ++i) {
                const start = performance.now();
                convlensPlayer.forward();
                document.body.getBoundingClientRect();
                document.querySelector("#picture svg").getBBox();
                times.push(performance.now() - start);
                await new Promise(done => requestAnimationFrame(done));
            }
            return times; })()""")
        print("%s: %d bytes, a step %.1f ms at the median, %.1f at most" % (
            name, os.path.getsize(path), statistics.median(times), max(times)))
        assert statistics.median(times) <= most, "slower than %d ms" % most


def main():
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(os.path.join(folder, "profile"))
        try:
            plays_a_figure(browser, folder)
            slides(browser, folder)
            asks(browser, folder)
            chooses_cells(browser, folder)
            answers_every_question(browser, folder)
            prints(browser, folder)
            is_seen_without_script(browser, folder)
            shows_networks(browser, folder)
            steps_are_quick(browser, folder)
        finally:
            browser.close()
    print("pages work in Chromium")


if __name__ == "__main__":
    main()
