//! Random files and random edits, against the same edits made on the value that the file means.

use super::tests::{Op, edited};
use crate::text::Sources;
use crate::yaml::{Value, read};

/// A small generator of numbers; the same seed gives the same file.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}

/// Writes a file in a mix of all styles. Comments name the way to what they are about.
struct Hand {
    dice: Dice,
    step: usize,
    list_step: usize,
}

const SCALARS: [&str; 12] = [
    "plain",
    "two words",
    "'single ''quoted'''",
    "\"double \\\"quoted\\\" # no comment\"",
    "12",
    "true",
    "~",
    "https://example.com/#part",
    "it's",
    "'# no'",
    "\"a: b\"",
    "x-y_z",
];

impl Hand {
    fn comment(&mut self, way: &str, out: &mut Vec<String>, indent: usize) {
        if self.dice.one_in(4) {
            out.push(format!("{}# about {way}/", " ".repeat(indent)));
        }
    }

    fn trailing(&mut self, way: &str) -> String {
        if self.dice.one_in(5) { format!("  # at {way}/") } else { String::new() }
    }

    fn map(&mut self, way: &str, depth: usize) -> Vec<String> {
        let mut out = Vec::new();
        for index in 0..=self.dice.roll(4) {
            if index > 0 && self.dice.one_in(6) {
                out.push(String::new());
            }
            let inner = format!("{way}.k{index}");
            if index > 0 {
                self.comment(&inner, &mut out, 0);
            }
            let mark =
                if self.dice.one_in(8) { format!("\"k{index}\":") } else { format!("k{index}:") };
            self.value((&mark, &inner), depth, self.list_step, &mut out);
            if self.dice.one_in(12) {
                // Of the entry above or of its last item: who can say?
                out.push("    # deeper".to_owned());
            }
        }
        out
    }

    fn list(&mut self, way: &str, depth: usize) -> Vec<String> {
        let mut out = Vec::new();
        for index in 0..=self.dice.roll(4) {
            if index > 0 && self.dice.one_in(6) {
                out.push(String::new());
            }
            let inner = format!("{way}.{index}");
            if index > 0 {
                self.comment(&inner, &mut out, 0);
            }
            if depth > 0 && self.dice.one_in(2) {
                let lines = if self.dice.one_in(5) {
                    self.list(&inner, depth - 1)
                } else {
                    self.map(&inner, depth - 1)
                };
                for (at, line) in lines.into_iter().enumerate() {
                    let mark = if at == 0 { "- " } else { "  " };
                    out.push(if line.is_empty() { line } else { format!("{mark}{line}") });
                }
            } else {
                self.value(("-", &inner), 0, 0, &mut out);
            }
        }
        out
    }

    /// A value behind `key:` or `-`.
    fn value(
        &mut self,
        (mark, way): (&str, &str),
        depth: usize,
        list_step: usize,
        out: &mut Vec<String>,
    ) {
        let trailing = self.trailing(way);
        match self.dice.roll(if depth > 0 { 10 } else { 6 }) {
            0 => out.push(format!("{mark}{trailing}")),
            1 => {
                let style = ["|", "|-", "|+", ">", ">-", ">+"][self.dice.roll(6)];
                out.push(format!("{mark} {style}{trailing}"));
                let gap = " ".repeat(self.step);
                for index in 0..=self.dice.roll(3) {
                    out.push(format!("{gap}text {index} # not a comment: no"));
                    if self.dice.one_in(4) {
                        out.push(String::new());
                    }
                }
            }
            2 => {
                let flow = self.flow(2);
                out.push(format!("{mark} {flow}{trailing}"));
            }
            3 => {
                let gap = " ".repeat(self.step);
                out.push(format!("{mark} [ # in {way}/"));
                let count = self.dice.roll(3);
                for index in 0..=count {
                    let comma = if index < count || self.dice.one_in(2) { "," } else { "" };
                    let flow = self.flow(1);
                    out.push(format!("{gap}{flow}{comma} # in {way}/"));
                }
                out.push(format!("{gap}]{trailing}"));
            }
            4 | 5 => {
                let scalar = SCALARS[self.dice.roll(SCALARS.len())];
                out.push(format!("{mark} {scalar}{trailing}"));
            }
            other => {
                out.push(format!("{mark}{trailing}"));
                let (gap, lines) = if other > 7 {
                    (list_step, self.list(way, depth - 1))
                } else {
                    (self.step, self.map(way, depth - 1))
                };
                let gap = " ".repeat(gap);
                out.extend(
                    lines
                        .into_iter()
                        .map(|line| if line.is_empty() { line } else { format!("{gap}{line}") }),
                );
            }
        }
    }

    fn flow(&mut self, depth: usize) -> String {
        match self.dice.roll(if depth > 0 { 4 } else { 2 }) {
            0 | 1 => ["a", "'b'", "\"c\"", "12", "no", "d e"][self.dice.roll(6)].to_owned(),
            2 => {
                let items: Vec<String> =
                    (0..self.dice.roll(4)).map(|_| self.flow(depth - 1)).collect();
                format!("[{}]", items.join(", "))
            }
            _ => {
                let items: Vec<String> = (0..self.dice.roll(4))
                    .map(|at| format!("f{at}: {}", self.flow(depth - 1)))
                    .collect();
                format!("{{ {} }}", items.join(", "))
            }
        }
    }
}

fn file(seed: u64) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let step = [2, 4][dice.roll(2)];
    let list_step = [0, step][dice.roll(2)];
    let mut hand = Hand { dice, step, list_step };
    let mut lines = hand.map("", 3);
    if hand.dice.one_in(3) {
        lines.insert(0, "# the head".to_owned());
    }
    let end = if hand.dice.one_in(4) { "\r\n" } else { "\n" };
    let mut text = lines.join(end);
    if !hand.dice.one_in(4) {
        text.push_str(end);
    }
    text
}

fn meaning(text: &str) -> Option<Value> {
    let mut sources = Sources::default();
    let file = sources.add("a.yaml", text);
    let reading = read(&sources, file);
    (reading.complete && reading.problems.is_empty()).then(|| reading.tree.root().map(Value::of))?
}

/// All ways to maps and lists in a value.
fn ways(value: &Value, way: &str, out: &mut Vec<(String, Value)>) {
    match value {
        Value::List(items) => {
            out.push((way.to_owned(), value.clone()));
            for (at, it) in items.iter().enumerate() {
                ways(it, &format!("{way}.{at}"), out);
            }
        }
        Value::Map(entries) => {
            out.push((way.to_owned(), value.clone()));
            for (key, it) in entries {
                ways(it, &format!("{way}.{key}"), out);
            }
        }
        Value::Null | Value::Text(_) | Value::Word(_) => {}
    }
}

fn find<'v>(value: &'v mut Value, way: &str) -> &'v mut Value {
    way.split('.').filter(|it| !it.is_empty()).fold(value, |value, step| match value {
        Value::List(items) => &mut items[step.parse::<usize>().unwrap()],
        Value::Map(entries) => &mut entries.iter_mut().find(|(key, _)| key == step).unwrap().1,
        Value::Null | Value::Text(_) | Value::Word(_) => unreachable!(),
    })
}

/// The edit on the value, as anybody would write it who never saw the text.
fn make(value: &mut Value, op: &Op) {
    match op {
        Op::Set(way, key, new) => {
            let Value::Map(entries) = find(value, way) else { unreachable!() };
            match entries.iter_mut().find(|(name, _)| name == key) {
                Some(entry) => entry.1 = new.clone(),
                None => entries.push((key.clone(), new.clone())),
            }
        }
        Op::Remove(way, key) => {
            let Value::Map(entries) = find(value, way) else { unreachable!() };
            entries.retain(|(name, _)| name != key);
        }
        Op::Append(way, new) => {
            let Value::List(items) = find(value, way) else { unreachable!() };
            items.push(new.clone());
        }
        Op::RemoveItem(way, index) => {
            let Value::List(items) = find(value, way) else { unreachable!() };
            items.remove(*index);
        }
        Op::Replace(way, new) => *find(value, way) = new.clone(),
        Op::Rename(way, old, new) => {
            let Value::Map(entries) = find(value, way) else { unreachable!() };
            entries.iter_mut().filter(|(name, _)| name == old).for_each(|it| it.0.clone_from(new));
        }
    }
}

fn new_value(dice: &mut Dice) -> Value {
    match dice.roll(5) {
        0 => Value::word("7"),
        1 => Value::text("a text: with # signs"),
        2 => Value::List(vec![
            Value::text("x"),
            Value::Map(vec![("y".to_owned(), Value::word("1"))]),
        ]),
        3 => Value::Map(vec![
            ("id".to_owned(), Value::text("new")),
            ("name".to_owned(), Value::text("New, one")),
            ("list".to_owned(), Value::List(vec![Value::text("p"), Value::text("q")])),
        ]),
        _ => Value::text("line\nline\n"),
    }
}

/// An edit, and the way to what it takes away.
fn random_op(dice: &mut Dice, value: &Value) -> (Op, Option<String>) {
    let mut places = Vec::new();
    ways(value, "", &mut places);
    let (way, place) = places.swap_remove(dice.roll(places.len()));
    let new = new_value(dice);
    match place {
        Value::List(items) if items.is_empty() => (Op::Append(way, new), None),
        Value::List(items) => {
            let index = dice.roll(items.len());
            let inner = format!("{way}.{index}");
            match dice.roll(3) {
                0 => (Op::Append(way, new), None),
                1 => (Op::RemoveItem(way, index), Some(inner)),
                _ => (Op::Replace(inner.clone(), new), Some(inner)),
            }
        }
        Value::Map(entries) if entries.is_empty() => (Op::Set(way, "n".to_owned(), new), None),
        Value::Map(entries) => {
            let key = entries[dice.roll(entries.len())].0.clone();
            let inner = format!("{way}.{key}");
            match dice.roll(5) {
                0 => (Op::Set(way, "n".to_owned(), new), None),
                1 => (Op::Set(way, "id".to_owned(), Value::text("new")), None),
                2 => (Op::Set(way, key, new), Some(inner)),
                3 => (Op::Rename(way, key, "renamed".to_owned()), None),
                _ => (Op::Remove(way, key), Some(inner)),
            }
        }
        Value::Null | Value::Text(_) | Value::Word(_) => unreachable!(),
    }
}

/// Comments that may be lost: those about what goes.
fn check_comments(old: &str, new: &str, gone: Option<&str>, told: &str) {
    for line in old.lines() {
        let Some(at) = ["# about ", "# at "].iter().find_map(|it| line.find(it)) else { continue };
        let comment = line.split_at(at).1;
        let way = comment.split(' ').nth(2).unwrap_or_default();
        let may_go = gone.is_some_and(|gone| {
            way.strip_prefix(gone).is_some_and(|it| it.starts_with(['.', '/']))
        });
        assert!(may_go || new.contains(comment), "{comment} is lost\n{told}");
    }
}

#[test]
fn random_edits_mean_what_they_should() {
    let (mut made, mut refused) = (0_u32, 0_u32);
    for seed in 0..1_500 {
        let text = file(seed);
        let Some(value) = meaning(&text) else { continue };
        let mut dice = Dice(seed + 77);
        for _ in 0..7 {
            let (op, gone) = random_op(&mut dice, &value);
            let Ok(new) = edited(&text, std::slice::from_ref(&op)) else {
                refused += 1;
                continue;
            };
            made += 1;
            let mut wanted = value.clone();
            make(&mut wanted, &op);
            let told = format!("{op:?}\n--- from\n{text}\n--- to\n{new}");
            assert_eq!(meaning(&new).as_ref(), Some(&wanted), "{told}");
            let is_crlf = text.contains("\r\n");
            assert!(!is_crlf || !new.replace("\r\n", "").contains('\n'), "mixed line ends\n{told}");
            check_comments(&text, &new, gone.as_deref(), &told);
        }
    }
    assert!(made > 8_000, "only {made} edits were made");
    assert!(refused * 50 < made, "{refused} of {} edits were refused", made + refused);
}
