#!/usr/bin/python3
"""Opens exported pages in headless Chromium and drives them by its DevTools protocol: keys, clicker, languages, a
question answered wrongly and rightly, nothing loaded from outside, and how long a step takes.
usage: in_browser.py CONVLENS [--pictures FOLDER]"""
import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile

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
        self.value("""new Promise(done => { const wait = () => document.readyState === "complete" &&
            typeof convlensPlayer !== "undefined" && convlensPlayer ? document.fonts.ready.then(() => done(1))
            : setTimeout(wait, 5); wait(); })""")

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


def place(browser):
    return browser.value("document.getElementById('place').textContent")


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
    shown = browser.value("document.querySelector('#stage svg').outerHTML")
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
    words = browser.value("document.getElementById('stage').getAttribute('aria-label')")
    assert "Step 9 of 9" in words and "Step 9 of 9" in browser.value("document.getElementById('spoken').textContent")
    browser.click("#languages button[lang=zh]")
    equal(browser.value("document.documentElement.lang"), "zh", "language")
    assert "第" in browser.value("document.getElementById('stage').getAttribute('aria-label')")
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
    assert browser.value("document.documentElement.scrollWidth <= 390"), "nothing is wider than a phone"
    browser.picture("figure-phone")
    browser.send("Emulation.setEmulatedMedia", media="print")
    equal(browser.value("getComputedStyle(document.getElementById('controls')).display"), "none", "print")
    browser.picture("figure-print")


def asks(browser, folder):
    path = export(folder, "lesson", "lesson", "export", "sizes")
    browser.open(path)
    number = browser.value("convlensPlayer.facts.questions.findIndex(one => one && one.axes > 0 && one.letters > 1)")
    browser.value("convlensPlayer.goTo(%d)" % number)
    before = browser.value("document.querySelector('#stage svg').outerHTML")
    fits = "['A','B','C','D'].slice(0, convlensPlayer.questions.question.letters).map(one => convlensPlayer.questions.fitted(one))"
    fitted = browser.value(fits)
    right = "ABCD"[fitted.index("=")]
    wrong = "ABCD"[next(i for i, one in enumerate(fitted) if one != "=")]
    browser.picture("question")
    browser.key(wrong.lower(), wrong.lower())
    verdict = browser.value("document.getElementById('verdict').textContent")
    assert fitted["ABCD".index(wrong)] in verdict, verdict
    equal(browser.value("document.querySelector('#stage svg').outerHTML"), before, "a wrong guess reveals nothing")
    browser.picture("question-wrong")
    x, y = browser.value("""(() => { const place = convlensPlayer.questions.question.places.en[%d];
        const svg = document.querySelector("#stage svg"), box = svg.getBoundingClientRect();
        const scale = Math.min(box.width / 1280, box.height / 720);
        return [box.left + (box.width - 1280 * scale) / 2 + scale * (place[0] + place[2]) / 2,
                box.top + (box.height - 720 * scale) / 2 + scale * (place[1] + place[3]) / 2]; })()""" % "ABCD".index(right))
    browser.click_at(x, y)
    wait_for_reveal(browser)
    equal(browser.value("document.getElementById('verdict').textContent"), "Right!", "a click on the right answer")
    assert browser.value("document.querySelector('#stage svg').outerHTML") != before
    browser.picture("question-revealed")
    browser.key("PageUp")
    equal(browser.value("document.querySelector('#stage svg').outerHTML"), before, "PageUp takes the reveal back")
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
                document.querySelector("#stage svg").getBBox();
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
            asks(browser, folder)
            steps_are_quick(browser, folder)
        finally:
            browser.close()
    print("pages work in Chromium")


if __name__ == "__main__":
    main()
