//! HTML in which only constants of the program are markup.

/// A piece of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Adds markup.
    pub(super) fn mark(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds words of the program, and whatever stands in an attribute.
    pub(super) fn say(&mut self, words: &str) -> &mut Self {
        let mut rest = words;
        // Most words are passed on whole, which is many times faster than character by character.
        while let Some(at) = rest.find(is_special) {
            let (plain, special) = rest.split_at(at);
            self.0.push_str(plain);
            let mut characters = special.chars();
            let shown = characters.next().and_then(instead).unwrap_or("");
            self.0.push_str(shown);
            rest = characters.as_str();
        }
        self.0.push_str(rest);
        self
    }

    /// Adds the words of a text box, which keeps its line ends. One at the beginning would be dropped.
    pub(super) fn say_lines(&mut self, words: &str) -> &mut Self {
        for (place, line) in words.lines().enumerate() {
            if place > 0 || line.is_empty() {
                self.mark("\n");
            }
            self.say(line);
        }
        self
    }

    /// Adds what a person wrote, so that its direction of writing reaches nothing beside it.
    pub(super) fn quote(&mut self, words: &str) -> &mut Self {
        self.mark("<bdi>").say(words.trim()).mark("</bdi>")
    }

    /// Adds what a person wrote, each line a paragraph.
    pub(super) fn paragraphs(&mut self, words: &str) -> &mut Self {
        let lines = words
            .split(is_line_end)
            .filter(|line| !line.trim().is_empty());
        for line in lines {
            self.mark("<p>").quote(line).mark("</p>");
        }
        self
    }

    /// Adds a piece.
    pub(super) fn add(&mut self, piece: &Self) -> &mut Self {
        self.0.push_str(&piece.0);
        self
    }

    /// The text of it.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a character is not shown as it is.
fn is_special(character: char) -> bool {
    matches!(character, '&' | '<' | '>' | '"' | '\'' | '\t')
        || character.is_control()
        || is_line_end(character)
        || steers(character)
}

/// Whether a character steers what is beside it and is not seen: directions of writing (UAX #9), byte
/// order mark, annotations, tags.
fn steers(character: char) -> bool {
    matches!(
        character,
        '\u{61c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// What is shown instead of a special character; of most nothing is.
fn instead(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\t' => Some(" "),
        end if is_line_end(end) => Some(" "),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn words_cannot_become_markup_nor_steer_what_is_beside_them() {
        let mut html = Html::default();
        html.quote("<b a='\"'>&\u{202e}\u{0}\u{2067}x\ny ");
        let expected = "<bdi>&lt;b a=&#39;&quot;&#39;&gt;&amp;x y</bdi>";
        assert_eq!(html.into_string(), expected);
    }

    #[test]
    fn every_line_is_a_paragraph_and_empty_ones_are_none() {
        let mut html = Html::default();
        html.paragraphs("一\r\n\n \u{2028}二");
        assert_eq!(
            html.into_string(),
            "<p><bdi>一</bdi></p><p><bdi>二</bdi></p>"
        );
    }
}
