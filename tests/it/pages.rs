//! Pages of the documentation that are made from the program: compared, and written anew under `LINCHPIN_BLESS=1`.

use std::fs;
use std::path::Path;

#[test]
fn generated_pages_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stale = Vec::new();
    for (path, text) in linchpin::pages() {
        if std::env::var_os("LINCHPIN_BLESS").is_some() {
            fs::write(root.join(path), &text).unwrap();
        }
        if fs::read_to_string(root.join(path)).unwrap_or_default() != text {
            stale.push(path);
        }
    }
    assert!(stale.is_empty(), "{stale:?} are stale: run the tests with LINCHPIN_BLESS=1");
}
