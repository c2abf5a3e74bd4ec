//! Answers that nothing of this project has written, over a server that nothing of it has written either: the documented
//! ones where they are present, and some of the tree.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use ews_im::Error;

use crate::by_hand::{ByHand, Way};
use crate::clients::each;
use crate::facts::{Facts, call, documented, told};

/// A document, and the operation that it answers.
struct Answer {
    name: String,
    operation: String,
    text: String,
}

impl Answer {
    fn is_fault(&self) -> bool {
        self.text.contains("faultstring")
    }

    /// Serves it in all ways to both clients, which must read what is in it.
    fn check(&self) {
        let expected = documented(&self.text);
        assert!(expected.0.lines().count() >= 2, "{}: {expected:?}", self.name);
        let statuses: &[u16] = if self.is_fault() { &[500, 200] } else { &[200, 500] };
        each(|kind| {
            for status in statuses {
                let server = ByHand::start(Way::ALL.map(|way| way.page(*status, self.text.as_bytes())));
                let client = kind.client(&server.url);
                for way in Way::ALL {
                    let outcome = call(&client, &self.operation);
                    let Facts(found) = told(&outcome);
                    assert_eq!(found, expected.0, "{} by {way:?}", self.name);
                    let info = match &outcome {
                        Ok((.., info)) => info,
                        Err(error) => error.call(),
                    };
                    assert_eq!((info.status, info.fe_server.as_deref()), (Some(*status), Some("HAND")), "{way:?}");
                    let is_response = matches!(outcome, Ok(_) | Err(Error::Response(_)));
                    assert_eq!(is_response, !self.is_fault(), "{}", self.name);
                }
                assert_eq!((server.n_left(), server.seen().len()), (0, Way::ALL.len()));
            }
        });
    }
}

/// The answers below a folder, whose names say what they are.
fn answers(folder: &Path) -> Vec<Answer> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            found.extend(answers(&path));
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|it| it != "xml") || name.contains("request") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // A fault may answer any operation; a response says which.
        let named = text.find("Response ").and_then(|end| text[..end].rsplit(['<', ':']).next());
        let operation = named.unwrap_or("AddImGroup").to_owned();
        found.push(Answer { name: path.display().to_string(), operation, text });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

#[test]
fn answers_of_the_tree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/answers");
    let answers = answers(&folder);
    assert_eq!(answers.len(), 10);
    answers.iter().for_each(Answer::check);
}

#[test]
fn documented_answers() {
    let Some(shared) = std::env::var_os("EWS_SHARED").filter(|it| !it.is_empty()) else {
        // Past the test harness, which keeps to itself what a passing test prints.
        let problem = "EWS_SHARED does not name the folder of the public documents";
        let _ = writeln!(std::io::stderr(), "skipped documented_answers: {problem}");
        return;
    };
    let ews = Path::new(&shared).join("ews");
    let mut n_answers = [0; 3];
    for (n_answers, folder) in n_answers.iter_mut().zip(["examples", "examples-translated", "faults"]) {
        let answers = answers(&ews.join(folder));
        answers.iter().for_each(Answer::check);
        *n_answers = answers.len();
    }
    assert_eq!(n_answers, [24, 11, 6]);
}
