//! A headless Chromium, told what to do over the DevTools protocol on two pipes.

use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys that make no letter, and their codes.
const KEYS: &[(&str, u8)] = &[
    ("ArrowDown", 40),
    ("ArrowLeft", 37),
    ("ArrowRight", 39),
    ("ArrowUp", 38),
    ("End", 35),
    ("Enter", 13),
    ("Escape", 27),
    ("Home", 36),
];

pub(crate) struct Chromium {
    child: Child,
    to: File,
    from: Receiver<Value>,
    session: String,
    last: u64,
    /// Exceptions and messages of the console.
    pub(crate) complaints: Vec<String>,
}

/// Where Chromium is.
pub(crate) fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let mut all =
        std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    all.find(|file| file.is_file())
}

impl Chromium {
    /// Starts it with a profile of its own in `folder`.
    pub(crate) fn start(program: &Path, folder: &Path) -> Self {
        let (orders, answers) = (folder.join("orders"), folder.join("answers"));
        let made = Command::new("mkfifo").args([&orders, &answers]).status();
        assert!(made.expect("mkfifo runs").success());
        // The protocol wants the pipes as files 3 and 4.
        let child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<\"$ORDERS\" 4>\"$ANSWERS\""])
            .arg(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu"])
            .args(["--disable-background-networking", "--no-first-run"])
            .args(["--disable-dev-shm-usage", "--remote-debugging-pipe"])
            .arg("--window-size=1440,900")
            .arg(format!(
                "--user-data-dir={}",
                folder.join("profile").display()
            ))
            .arg("about:blank")
            .env("ORDERS", &orders)
            .env("ANSWERS", &answers)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Chromium starts");
        let to = OpenOptions::new().write(true).open(&orders);
        let answers = BufReader::new(File::open(&answers).expect("the pipe is there"));
        let (sender, from) = channel();
        std::thread::spawn(move || {
            for text in answers.split(0).map_while(Result::ok) {
                let told = serde_json::from_slice(&text);
                if told.is_ok_and(|one| sender.send(one).is_err()) {
                    break;
                }
            }
        });
        let mut chromium = Chromium {
            child,
            to: to.expect("the pipe is there"),
            from,
            session: String::new(),
            last: 0,
            complaints: Vec::new(),
        };
        let target = chromium.tell("Target.createTarget", json!({"url": "about:blank"}));
        let target = &target["targetId"];
        let attach = json!({"targetId": target, "flatten": true});
        let session = chromium.tell("Target.attachToTarget", attach);
        chromium.session = session["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            chromium.tell(domain, json!({}));
        }
        chromium
    }

    /// Tells it something, and waits for the answer.
    pub(crate) fn tell(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut order = json!({"id": self.last, "method": method, "params": parameters});
        if !self.session.is_empty() {
            order["sessionId"] = json!(self.session);
        }
        let mut text = order.to_string().into_bytes();
        text.push(0);
        self.to.write_all(&text).expect("Chromium listens");
        loop {
            let told = self.from.recv_timeout(PATIENCE);
            let told = told.expect("Chromium answers");
            let method_told = told["method"].as_str().unwrap_or("");
            if matches!(method_told, "Runtime.exceptionThrown" | "Log.entryAdded") {
                self.complaints.push(told["params"].to_string());
            }
            if told["id"] == self.last {
                assert!(told.get("error").is_none(), "{method}: {}", told["error"]);
                return told["result"].clone();
            }
        }
    }

    /// Opens a file, and waits until its script has run.
    pub(crate) fn open(&mut self, file: &Path) {
        let url = format!("file://{}", file.display());
        self.tell("Page.navigate", json!({"url": "about:blank"}));
        self.tell("Page.navigate", json!({"url": url}));
        self.until("document.documentElement?.dataset.ready === 'true'");
    }

    /// What an expression comes to.
    pub(crate) fn read(&mut self, expression: &str) -> Value {
        let parameters =
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let told = self.tell("Runtime.evaluate", parameters);
        let wrong = told.get("exceptionDetails");
        assert!(
            wrong.is_none(),
            "{expression}: {}",
            told["exceptionDetails"]
        );
        told["result"]["value"].clone()
    }

    /// What an expression comes to, as text.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        match self.read(expression) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&mut self, expression: &str) {
        let start = Instant::now();
        while self.read(expression) != json!(true) {
            assert!(
                start.elapsed() < PATIENCE,
                "it never came true: {expression}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks with the mouse on the middle of what a selector names.
    pub(crate) fn click(&mut self, selector: &str) {
        let selector = json!(selector);
        let place = self.read(&format!(
            "(() => {{ const one = document.querySelector({selector}); if (!one) return null; \
             one.scrollIntoView({{ block: 'nearest', inline: 'center' }}); \
             const box = one.getBoundingClientRect(); \
             return [box.left + box.width / 2, box.top + box.height / 2]; }})()"
        ));
        assert!(place.is_array(), "nothing is at {selector}");
        for kind in ["mousePressed", "mouseReleased"] {
            let button = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.tell("Input.dispatchMouseEvent", button);
        }
    }

    /// Presses one of [`KEYS`].
    pub(crate) fn press(&mut self, key: &str) {
        let known = KEYS.iter().find(|(name, _)| *name == key);
        let code = known.expect("the key is one of KEYS").1;
        for kind in ["keyDown", "keyUp"] {
            let mut event =
                json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code});
            if key == "Enter" && kind == "keyDown" {
                event["text"] = json!("\r");
            }
            self.tell("Input.dispatchKeyEvent", event);
        }
    }

    /// Types a text, letter after letter.
    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            let letter = letter.to_string();
            for (kind, text) in [("keyDown", Some(&letter)), ("keyUp", None)] {
                let mut event = json!({"type": kind, "key": letter});
                if let Some(text) = text {
                    event["text"] = json!(text);
                }
                self.tell("Input.dispatchKeyEvent", event);
            }
        }
    }

    /// Leaves a picture in the folder that `BINDERY_PICTURES` names, if it names one.
    pub(crate) fn picture(&mut self, name: &str) {
        use base64::Engine;
        let Some(folder) = std::env::var_os("BINDERY_PICTURES") else {
            return;
        };
        let picture = self.tell("Page.captureScreenshot", json!({"format": "png"}));
        let data = picture["data"].as_str().expect("a picture");
        let bytes = base64::engine::general_purpose::STANDARD.decode(data);
        let file = PathBuf::from(folder).join(format!("{name}.png"));
        std::fs::write(file, bytes.expect("it is Base64")).expect("the picture is written");
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
