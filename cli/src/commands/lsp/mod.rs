//! `bindery lsp`: findings, fixes, hover and definitions for editors, over the Language Server
//! Protocol 3.17 on stdin and stdout.
//!
//! One thread reads messages, the other works on them, and checks once for many edits. What has arrived
//! meanwhile it sees while it works (`waiting.rs`): a check that an edit outdates is given up, and so is
//! one for a request that was cancelled.

mod findings;
mod lookup;
mod positions;
mod transport;
mod waiting;
mod workspace;

use super::Session;
use crate::args::Global;
use crate::exit::{Exit, Failure, doing};
use crate::terminal::Terminal;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use lsp_types::notification::{self, Notification as _};
use lsp_types::request::{self, Request as _};
use lsp_types::{Diagnostic, InitializeParams, Position, TextDocumentPositionParams, Uri};
use positions::Lines;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;
use transport::Incoming;
use waiting::Waiting;
use workspace::{Snapshot, Workspace, path_of, uri_of};

/// How long an edit waits for the next before pages are checked.
const QUIET: Duration = Duration::from_millis(100);
/// How many messages may wait.
const MOST_WAITING: usize = 1024;
/// How many checks in a row are given up for edits: who types without a pause sees something too.
const MOST_GIVEN_UP: u32 = 8;

/// Serves an editor until it says exit.
pub(super) fn run(global: &Global, terminal: &Terminal) -> Result<Exit, Failure> {
    let (send, receive) = sync_channel(MOST_WAITING);
    let waiting = Arc::new(Waiting::default());
    let seen = Arc::clone(&waiting);
    // It ends with the program: nothing can wake it while the editor is silent.
    std::thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        loop {
            let next = transport::read(&mut input);
            let is_last = !matches!(next, Ok(Some(_)));
            seen.arrived(next.as_ref().ok().and_then(Option::as_ref));
            if send.send(next).is_err() || is_last {
                return;
            }
        }
    });
    let mut server = Server {
        global,
        terminal,
        state: State::Waiting,
        can_watch: false,
        snapshot: None,
        published: BTreeMap::new(),
        requests: 0,
        waiting,
        given_up: 0,
    };
    server.serve(&receive)
}

type Next = io::Result<Option<Incoming>>;
type Answer = Result<Value, (ErrorCode, String)>;

enum State<'a> {
    /// For `initialize`.
    Waiting,
    Serving(Box<Workspace<'a>>),
    /// Shut down: only `exit` is still heard.
    Down,
}

struct Server<'a> {
    global: &'a Global,
    terminal: &'a Terminal,
    state: State<'a>,
    /// Whether the editor can tell of files that change on disk.
    can_watch: bool,
    /// The last check; `None` where something has changed since.
    snapshot: Option<Snapshot>,
    /// What the editor was told to show.
    published: BTreeMap<PathBuf, Vec<Diagnostic>>,
    /// How many requests were sent to the editor.
    requests: i32,
    waiting: Arc<Waiting>,
    /// How many checks were given up since the last that was not.
    given_up: u32,
}

impl<'a> Server<'a> {
    fn serve(&mut self, receive: &Receiver<Next>) -> Result<Exit, Failure> {
        let is_stale =
            |server: &Self| matches!(server.state, State::Serving(_)) && server.snapshot.is_none();
        loop {
            let first = match is_stale(self) {
                true => receive.recv_timeout(QUIET),
                false => receive.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let first = match first {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => {
                    self.publish(None)?;
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(Exit::Findings),
            };
            let next = first.map_err(|error| Failure::io("read", "messages on stdin", error))?;
            if let Some(exit) = self.take(next)? {
                return Ok(exit);
            }
        }
    }

    /// Works on one message; the exit code where that was the last.
    fn take(&mut self, next: Option<Incoming>) -> Result<Option<Exit>, Failure> {
        match next {
            // The protocol asks for 1 where nobody said `shutdown`.
            None => return Ok(Some(Exit::Findings)),
            Some(Incoming::Garbage(error)) => {
                let error = json!({"code": ErrorCode::ParseError as i32, "message": error});
                send(&json!({"jsonrpc": "2.0", "id": null, "error": error}))?;
            }
            Some(Incoming::Message(Message::Response(_))) => {}
            Some(Incoming::Message(Message::Notification(one))) => {
                if one.method == notification::Exit::METHOD {
                    let is_down = matches!(self.state, State::Down);
                    return Ok(Some(if is_down { Exit::Clean } else { Exit::Findings }));
                }
                self.waiting.taken(&one);
                self.hear(one)?;
            }
            Some(Incoming::Message(Message::Request(one))) => {
                let id = one.id.clone();
                let answer = match self.waiting.is_cancelled(&id) {
                    true => Err((ErrorCode::RequestCanceled, "cancelled".to_owned())),
                    false => self.answer(one)?,
                };
                self.waiting.forget(&id);
                let mut message = match answer {
                    Ok(result) => json!({"result": result}),
                    Err((code, message)) => {
                        json!({"error": {"code": code as i32, "message": message}})
                    }
                };
                message["jsonrpc"] = "2.0".into();
                message["id"] = serde_json::to_value(id).unwrap_or_default();
                send(&message)?;
            }
        }
        Ok(None)
    }

    /// Answers a request. A failure is what keeps us from serving any further.
    fn answer(&mut self, request: Request) -> Result<Answer, Failure> {
        let Request { id, method, params } = request;
        match (&self.state, method.as_str()) {
            (State::Waiting, request::Initialize::METHOD) => return Ok(self.initialize(params)),
            (State::Waiting, _) => {
                let message = "`initialize` comes first".to_owned();
                return Ok(Err((ErrorCode::ServerNotInitialized, message)));
            }
            (State::Down, _) | (_, request::Initialize::METHOD) => {
                let message = "this request has no place here".to_owned();
                return Ok(Err((ErrorCode::InvalidRequest, message)));
            }
            (State::Serving(_), request::Shutdown::METHOD) => {
                self.state = State::Down;
                return Ok(Ok(Value::Null));
            }
            (State::Serving(_), _) => {}
        }
        let is_known = [
            request::HoverRequest::METHOD,
            request::GotoDefinition::METHOD,
            request::CodeActionRequest::METHOD,
        ];
        if !is_known.contains(&method.as_str()) {
            let message = format!("there is no method `{method}`");
            return Ok(Err((ErrorCode::MethodNotFound, message)));
        }
        self.publish(Some(&id))?;
        let Some(snapshot) = &self.snapshot else {
            return Ok(Err(match self.waiting.is_cancelled(&id) {
                true => (ErrorCode::RequestCanceled, "cancelled".to_owned()),
                false => {
                    let message = "the pages change while they are checked".to_owned();
                    (ErrorCode::ContentModified, message)
                }
            }));
        };
        Ok(match method.as_str() {
            request::HoverRequest::METHOD => hover(snapshot, params),
            request::GotoDefinition::METHOD => definition(snapshot, params),
            _ => actions(snapshot, params),
        })
    }

    fn initialize(&mut self, params: Value) -> Answer {
        let root_uri = params
            .get("rootUri")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let params: InitializeParams = parsed(params)?;
        let folders = params.workspace_folders.unwrap_or_default();
        let folder = folders.first().map(|folder| folder.uri.clone());
        let folder = folder.or_else(|| root_uri?.parse().ok());
        let folder = match folder.as_ref().and_then(path_of) {
            Some(folder) => folder,
            None => std::env::current_dir().unwrap_or_default(),
        };
        let workspace = self.workspace(&folder);
        let workspace = workspace.map_err(|one| (ErrorCode::RequestFailed, one.to_string()))?;
        self.state = State::Serving(Box::new(workspace));
        let of_workspace = params.capabilities.workspace;
        let watching = of_workspace.and_then(|of| of.did_change_watched_files);
        self.can_watch = watching.and_then(|of| of.dynamic_registration) == Some(true);
        Ok(json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": {"openClose": true, "change": 2, "save": true},
                "hoverProvider": true,
                "definitionProvider": true,
                "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll"]},
            },
            "serverInfo": {"name": "bindery", "version": env!("CARGO_PKG_VERSION")},
        }))
    }

    fn workspace(&self, folder: &Path) -> Result<Workspace<'a>, Failure> {
        let session = Session::at(folder.to_path_buf(), self.global, self.terminal)?;
        Workspace::new(session, folder)
    }

    /// Takes over what the editor tells. What it tells in a form that is none is passed over.
    fn hear(&mut self, told: Notification) -> Result<(), Failure> {
        let State::Serving(workspace) = &mut self.state else {
            return Ok(());
        };
        let (method, params) = (told.method.as_str(), told.params);
        let heard = match method {
            notification::Initialized::METHOD => {
                return self.watch();
            }
            notification::DidOpenTextDocument::METHOD => {
                let told = parsed::<lsp_types::DidOpenTextDocumentParams>(params).ok();
                told.and_then(|told| {
                    workspace.open(path_of(&told.text_document.uri)?, told.text_document.text);
                    Some(())
                })
            }
            notification::DidChangeTextDocument::METHOD => {
                let told = parsed::<lsp_types::DidChangeTextDocumentParams>(params).ok();
                told.and_then(|told| {
                    workspace.change(&path_of(&told.text_document.uri)?, told.content_changes);
                    Some(())
                })
            }
            notification::DidCloseTextDocument::METHOD => {
                let told = parsed::<lsp_types::DidCloseTextDocumentParams>(params).ok();
                told.and_then(|told| {
                    workspace.close(&path_of(&told.text_document.uri)?);
                    Some(())
                })
            }
            notification::DidSaveTextDocument::METHOD => Some(()),
            notification::DidChangeWatchedFiles::METHOD => {
                let told = parsed::<lsp_types::DidChangeWatchedFilesParams>(params).ok();
                let paths = told.iter().flat_map(|told| &told.changes);
                let paths: Vec<PathBuf> = paths.filter_map(|one| path_of(&one.uri)).collect();
                return self.disk_changed(&paths);
            }
            _ => None,
        };
        if heard.is_some() {
            self.snapshot = None;
        }
        Ok(())
    }

    /// Asks to be told of files that change on disk.
    fn watch(&mut self) -> Result<(), Failure> {
        if !self.can_watch {
            return Ok(());
        }
        self.requests += 1;
        let globs = [
            "**/*.{md,markdown,txt}",
            "**/toc.{yml,yaml}",
            "**/bindery.yaml",
        ];
        let watchers: Vec<Value> = globs
            .iter()
            .map(|glob| json!({"globPattern": glob}))
            .collect();
        let registration = json!({
            "id": "files",
            "method": notification::DidChangeWatchedFiles::METHOD,
            "registerOptions": {"watchers": watchers},
        });
        send(&json!({
            "jsonrpc": "2.0",
            "id": self.requests,
            "method": request::RegisterCapability::METHOD,
            "params": {"registrations": [registration]},
        }))
    }

    fn disk_changed(&mut self, paths: &[PathBuf]) -> Result<(), Failure> {
        self.snapshot = None;
        let config = paths.iter().find(|path| path.ends_with("bindery.yaml"));
        let Some(folder) = config.and_then(|path| path.parent()) else {
            return Ok(());
        };
        // A configuration that is wrong leaves the one before in place.
        match self.workspace(folder) {
            Ok(new) => {
                if let State::Serving(old) = std::mem::replace(&mut self.state, State::Down) {
                    self.state = State::Serving(Box::new(new.with_open_of(*old)));
                }
                Ok(())
            }
            Err(error) => tell(&error),
        }
    }

    /// Checks the pages if something has changed, and tells the editor what is new; unless an edit
    /// arrives meanwhile, or the request that wants it is cancelled.
    fn publish(&mut self, request: Option<&RequestId>) -> Result<(), Failure> {
        let State::Serving(workspace) = &self.state else {
            return Ok(());
        };
        if self.snapshot.is_some() {
            return Ok(());
        }
        doing("the check of the pages");
        let waiting = &*self.waiting;
        let gives_way = self.given_up < MOST_GIVEN_UP;
        let is_over = || {
            let is_cancelled = request.is_some_and(|id| waiting.is_cancelled(id));
            is_cancelled || gives_way && waiting.has_news()
        };
        let snapshot = match workspace.check(&is_over) {
            Ok(Some(snapshot)) => self.snapshot.insert(snapshot),
            Ok(None) => {
                self.given_up += 1;
                return Ok(());
            }
            // A page that is gone while it is read is none of ours.
            Err(error) => {
                self.snapshot = Some(Snapshot::empty());
                return tell(&error);
            }
        };
        self.given_up = 0;
        let new = findings::diagnostics(snapshot);
        let gone = self
            .published
            .keys()
            .filter(|path| !new.contains_key(*path));
        let gone: Vec<_> = gone.map(|path| (path.clone(), Vec::new())).collect();
        let is_news =
            |(path, found): &(&PathBuf, &Vec<Diagnostic>)| self.published.get(*path) != Some(found);
        let news = new
            .iter()
            .filter(is_news)
            .map(|(path, found)| (path.clone(), found.clone()));
        for (path, found) in gone.into_iter().chain(news) {
            let Some(uri) = uri_of(&path) else { continue };
            send(&json!({
                "jsonrpc": "2.0",
                "method": notification::PublishDiagnostics::METHOD,
                "params": {"uri": uri, "diagnostics": found},
            }))?;
        }
        self.published = new;
        Ok(())
    }
}

fn hover(snapshot: &Snapshot, params: Value) -> Answer {
    let params: lsp_types::HoverParams = parsed(params)?;
    let found = at(snapshot, &params.text_document_position_params).and_then(|(file, at)| {
        let (text, range) = lookup::hover(snapshot, file, at)?;
        let range = Lines::new(&snapshot.sources.file(file).text).range(range);
        Some(json!({"contents": {"kind": "markdown", "value": text}, "range": range}))
    });
    Ok(found.unwrap_or_default())
}

fn definition(snapshot: &Snapshot, params: Value) -> Answer {
    let params: lsp_types::GotoDefinitionParams = parsed(params)?;
    let found = at(snapshot, &params.text_document_position_params).and_then(|(file, at)| {
        let span = lookup::definition(snapshot, file, at)?;
        let range = Lines::new(&snapshot.sources.file(span.file).text).range(span.range());
        Some(json!({"uri": snapshot.uri(span.file)?, "range": range}))
    });
    Ok(found.unwrap_or_default())
}

fn actions(snapshot: &Snapshot, params: Value) -> Answer {
    let params: lsp_types::CodeActionParams = parsed(params)?;
    let uri = &params.text_document.uri;
    let file = path_of(uri).and_then(|path| snapshot.file(&path));
    let all = file.map(|file| {
        let only = params.context.only.as_deref();
        findings::actions(snapshot, file, uri, params.range, only)
    });
    Ok(json!(all.unwrap_or_default()))
}

/// The page and the byte that a position means.
fn at(
    snapshot: &Snapshot,
    params: &TextDocumentPositionParams,
) -> Option<(bindery_model::FileId, usize)> {
    let TextDocumentPositionParams {
        text_document,
        position,
    } = params;
    let (uri, position): (&Uri, Position) = (&text_document.uri, *position);
    let file = snapshot.file(&path_of(uri)?)?;
    let offset = Lines::new(&snapshot.sources.file(file).text).offset(position);
    Some((file, offset))
}

fn parsed<T: DeserializeOwned>(params: Value) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

/// Shows a failure to whoever sits at the editor.
fn tell(failure: &Failure) -> Result<(), Failure> {
    let params = json!({"type": 1, "message": failure.to_string()});
    let method = notification::ShowMessage::METHOD;
    send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
}

fn send(message: &Value) -> Result<(), Failure> {
    transport::write(&mut io::stdout().lock(), message)
        .map_err(|error| Failure::io("write", "messages to stdout", error))
}
