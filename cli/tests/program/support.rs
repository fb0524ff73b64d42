//! A folder with pages, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own, which is gone when the test ends.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// How a run ended and what it printed.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        Project { folder }
    }

    /// A folder with a page for an operation a name, in the folder `pages`.
    pub(crate) fn with_pages(names: &[&str]) -> Self {
        let project = Project::new();
        for name in names {
            project.write(&format!("pages/{name}.md"), page(name));
        }
        project
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.at(path);
        let parent = path.parent().expect("it is in the folder");
        std::fs::create_dir_all(parent).expect("folders can be made");
        std::fs::write(path, text).expect("files can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.at(path);
        std::fs::read_to_string(&path)
            .unwrap_or_else(|error| format!("{}: {error}", path.display()))
    }

    /// The program with these arguments, in the folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.command_in(self.folder.path(), args)
    }

    pub(crate) fn command_in(&self, folder: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(args).current_dir(folder);
        for name in [
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "CLICOLOR",
            "RAYON_NUM_THREADS",
        ] {
            command.env_remove(name);
        }
        // No test sees what another left behind.
        command.env("BINDERY_CACHE_DIR", "");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        ended(&mut self.command(args))
    }

    /// `bindery generate` of a client of `pages` into `sdk`.
    pub(crate) fn generate(&self, more: &[&str]) -> Ended {
        let words = [
            "generate",
            "pages",
            "--target",
            "rust-client",
            "--out",
            "sdk",
        ];
        self.run(&[&words[..], more].concat())
    }
}

/// Runs a command to its end.
pub(crate) fn ended(command: &mut Command) -> Ended {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the program can be started");
    Ended {
        code: status.code().unwrap_or(-1),
        out: String::from_utf8(stdout).expect("it prints UTF-8"),
        err: String::from_utf8(stderr).expect("it prints UTF-8"),
    }
}

impl Ended {
    /// Holds if it ended with `code` and told all of `words` on stderr.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, words: &[&str]) {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.out, self.err
        );
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not in: {}", self.err);
        }
    }
}

/// A page as a vendor publishes it, for an operation that reads one thing of this name.
pub(crate) fn page(name: &str) -> String {
    format!(
        "---
title: GET {name}/{{id}}
uid: v1{name}_Get
---

# GET {name}/{{id}}

```http
GET /api/v1/{name}/{{id}}
```

Reads one {name}.

| Path Part | Type | Description |
|-----------|------|-------------|
| id | int32 | Key of the {name}. **Required** |

## Request Headers

| Parameter Name | Description |
|----------------|-------------|
| Authorization  | Supports 'Basic', 'SoTicket' and 'Bearer' schemes. |
| Accept         | Content-type(s) you would like the response in: `application/json`, `text/json` |
| Accept-Language | Code of the language of texts. |

## Response:

Found.

| Response | Description |
|----------------|-------------|
| 200 | Found. |
| 404 | Not found. |

### Response body: {name}

| Property Name | Type |  Description |
|----------------|------|--------------|
| {name}Id | int32 | Key |
| Title | string | What it is called |
| Tags | array | Words |
| Opened | date-time | When |

## Sample request

```http!
GET /api/v1/{name}/17
Authorization: Basic dGplMDpUamUw
Accept: application/json; charset=utf-8
```

## Sample response

```http_
HTTP/1.1 200 Found.
Content-Type: application/json; charset=utf-8

{{
  \"{name}Id\": 17,
  \"Title\": \"one\",
  \"Tags\": [\"a\", \"b\"],
  \"Opened\": \"2024-03-07T16:20:55.6180000+01:00\"
}}
```
"
    )
}

/// A row with one cell too many, which is left unread.
pub(crate) fn page_with_surplus(name: &str) -> String {
    page(name).replace("| What it is called |", "| What it is called | surplus |")
}
