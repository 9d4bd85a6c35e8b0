//! A finding that somebody decides to live with, written into the list of the stack file.

use super::pens::Pens;
use super::{Book, Mended, refusal};
use crate::stack::Accept;
use crate::text::Sources;
use crate::yaml::{Kind, Node, Value};

/// Where the format keeps what is accepted.
const LIST: &str = "accept";

/// Adds an acceptance: to the list that is there, else to a new one at the end of the root file.
pub(crate) fn accept(sources: &Sources, acceptance: &Accept) -> Mended {
    let book = Book::open(sources);
    let mut mended = Mended::default();
    if let Some(refused) = book.unsound() {
        mended.refused.push(refused);
        return mended;
    }
    match written(&book, acceptance) {
        Ok(after) => {
            mended.files = after.changed(sources);
            mended.made = 1;
        }
        Err(why) => {
            let what = format!("accept {} on {}", acceptance.rule, acceptance.on);
            mended.refused.push(refusal(&what, &why));
        }
    }
    mended
}

fn written(book: &Book, acceptance: &Accept) -> Result<Book, String> {
    let mut pens = Pens::new(&book.readings);
    if let Some(list) = list_of(&pens) {
        pens.append(list, value(acceptance));
    } else {
        let root = pens.roots().next().ok_or("the file is empty")?;
        pens.set(root, LIST, Value::List(vec![value(acceptance)]));
    }
    let after = book.with(&pens.finish()?);
    let mut stack = after.stack();
    let added = stack.accepts.pop();
    let is_meant = added.is_some_and(|it| says_the_same(&it, acceptance));
    if is_meant && stack == book.stack() {
        Ok(after)
    } else {
        Err("the file would say something else than was meant".to_owned())
    }
}

/// The last list, so that the new item is the last of all.
fn list_of<'r>(pens: &Pens<'r>) -> Option<Node<'r>> {
    let mut lists = pens.roots().filter_map(|root| root.get(LIST));
    lists.rfind(|it| it.kind() == Kind::List && !it.is_alias())
}

fn says_the_same(left: &Accept, right: &Accept) -> bool {
    let said =
        |it: &Accept| (it.rule.clone(), it.on.clone(), it.reason.clone(), it.by.clone(), it.until);
    said(left) == said(right)
}

fn value(acceptance: &Accept) -> Value {
    let text = |key: &str, text: &str| (key.to_owned(), Value::text(text));
    let mut entries = vec![text("rule", &acceptance.rule), text("on", &acceptance.on)];
    entries.extend(acceptance.reason.as_ref().map(|it| text("reason", it)));
    entries.extend(acceptance.by.as_ref().map(|it| text("by", it)));
    let until = acceptance.until.map(|it| ("until".to_owned(), Value::word(&it.to_string())));
    entries.extend(until);
    Value::Map(entries)
}
