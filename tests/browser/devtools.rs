//! A headless Chromium to drive: commands and events of its DevTools protocol over a pipe, nothing but std and JSON.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How long to wait for any one answer; far more than it takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Holds a running browser with one open tab.
pub struct Browser {
    /// Closed when this process ends, whereupon the browser ends too.
    input: ChildStdin,
    messages: Receiver<Value>,
    tab: Option<Tab>,
    sent: u64,
    /// Events that came while an answer was waited for.
    events: Vec<Value>,
}

/// Names a tab that shares nothing with other tabs.
struct Tab {
    context: Value,
    session: Value,
}

impl Browser {
    /// Gives the one browser of this process for the time of a test, with a new tab; `None` where there is no browser.
    pub fn borrow() -> Option<MutexGuard<'static, Self>> {
        static BROWSER: OnceLock<Option<Mutex<Browser>>> = OnceLock::new();
        let browser = BROWSER.get_or_init(|| Browser::start().map(Mutex::new)).as_ref()?;
        // A test that failed leaves a tab in any state: it is closed.
        let mut browser = browser.lock().unwrap_or_else(PoisonError::into_inner);
        browser.open_tab();
        Some(browser)
    }

    fn start() -> Option<Self> {
        let program =
            ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].into_iter().find(|name| {
                Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
            })?;
        let profile = new_profile();
        // With --remote-debugging-pipe the browser reads commands from descriptor 3 and writes to descriptor 4.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", program])
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--hide-scrollbars", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let input = child.stdin.take().expect("standard input is piped");
        let mut output = BufReader::new(child.stdout.take().expect("standard output is piped"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while output.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                message.pop();
                let parsed = serde_json::from_slice(&message).expect("the protocol is JSON");
                if sender.send(parsed).is_err() {
                    return;
                }
                message.clear();
            }
        });
        Some(Self { input, messages, tab: None, sent: 0, events: Vec::new() })
    }

    fn open_tab(&mut self) {
        if let Some(tab) = self.tab.take() {
            self.call("Target.disposeBrowserContext", json!({"browserContextId": tab.context}));
        }
        let context = self.call("Target.createBrowserContext", json!({}))["browserContextId"].take();
        let target = json!({"url": "about:blank", "browserContextId": context});
        let target = self.call("Target.createTarget", target)["targetId"].take();
        let session = json!({"targetId": target, "flatten": true});
        let session = self.call("Target.attachToTarget", session)["sessionId"].take();
        self.tab = Some(Tab { context, session });
        for domain in ["Page", "Runtime", "Log"] {
            self.call(&format!("{domain}.enable"), json!({}));
        }
        self.resize(1280, 900);
    }

    /// Sends a command and gives its result.
    #[track_caller]
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.sent += 1;
        let mut message = json!({"id": self.sent, "method": method, "params": parameters});
        if let Some(tab) = &self.tab {
            message["sessionId"] = tab.session.clone();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.input.write_all(&bytes).expect("the browser takes commands");
        loop {
            let mut message = self.receive();
            if message["id"] == json!(self.sent) {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    #[track_caller]
    fn receive(&self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the browser answers")
    }

    /// Opens an address and waits until it has loaded.
    #[track_caller]
    pub fn open(&mut self, address: &str) {
        // From a page to another place in it nothing would be loaded.
        for address in ["about:blank", address] {
            self.events.clear();
            self.call("Page.navigate", json!({"url": address}));
            let started = Instant::now();
            while self.value("document.readyState + ' ' + location.href") != json!(format!("complete {address}")) {
                assert!(started.elapsed() < PATIENCE, "{address} does not load");
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }

    /// Sets the size of the window.
    pub fn resize(&mut self, width: u32, height: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
    }

    /// Sets what a page is told of its reader's preferences: `("prefers-color-scheme", "dark")`.
    pub fn prefer(&mut self, feature: &str, value: &str) {
        self.call("Emulation.setEmulatedMedia", json!({"features": [{"name": feature, "value": value}]}));
    }

    /// Gives the value of an expression of the page's script.
    #[track_caller]
    pub fn value(&mut self, expression: &str) -> Value {
        let result = self.call("Runtime.evaluate", json!({"expression": expression, "returnByValue": true}));
        assert!(result.get("exceptionDetails").is_none(), "{expression}: {result}");
        result["result"]["value"].clone()
    }

    /// Waits until an expression has a value: what an event does is done a moment after what caused it.
    #[track_caller]
    pub fn until(&mut self, expression: &str, expected: &Value) {
        let started = Instant::now();
        loop {
            let found = self.value(expression);
            if found == *expected {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "{expression} is {found}, not {expected}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Presses a key: a letter or sign, or "Enter", "Escape", "Tab".
    pub fn press(&mut self, key: &str) {
        let (text, code) = match key {
            "Enter" => ("\r", 13),
            "Escape" => ("", 27),
            "Tab" => ("", 9),
            sign => (sign, 0),
        };
        let down = json!({"type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code});
        self.call("Input.dispatchKeyEvent", down);
        self.call("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code}));
    }

    /// Types a text into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    /// Clicks the middle of the first element that a selector finds, as a mouse does.
    #[track_caller]
    pub fn click(&mut self, selector: &str) {
        let selector = json!(selector);
        let place = self.value(&format!(
            "(() => {{ const e = document.querySelector({selector}); e.scrollIntoView({{block: 'center'}}); \
             const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Gives all that the page complained of since it was opened: errors, warnings, refusals of its security policy.
    pub fn complaints(&mut self) -> Vec<String> {
        // An answer comes after all that was reported before.
        self.value("0");
        let complaints = self.events.iter().filter_map(|message| match message["method"].as_str()? {
            "Runtime.exceptionThrown" => Some(message["params"]["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" => Some(message["params"]["args"].to_string()),
            "Log.entryAdded" => Some(message["params"]["entry"]["text"].to_string()),
            _ => None,
        });
        complaints.collect()
    }
}

/// Makes a place for the browser's own files, and removes those of runs that ended long ago.
fn new_profile() -> PathBuf {
    const LONG: Duration = Duration::from_secs(3600);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    let age = |path: &Path| path.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        if age(&entry.path()).is_some_and(|age| age > LONG) {
            // Another run may have removed it.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let profile = folder.join(std::process::id().to_string());
    std::fs::create_dir_all(&profile).expect("a directory for the profile can be made");
    profile
}
