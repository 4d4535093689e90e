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
        self.0.extend(words.chars().filter_map(shown).map(escaped));
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

/// A character of a text, as its escape where it would be markup.
enum Escaped {
    Plain(char),
    Reference(&'static str),
}

fn escaped(character: char) -> Escaped {
    match character {
        '&' => Escaped::Reference("&amp;"),
        '<' => Escaped::Reference("&lt;"),
        '>' => Escaped::Reference("&gt;"),
        '"' => Escaped::Reference("&quot;"),
        '\'' => Escaped::Reference("&#39;"),
        plain => Escaped::Plain(plain),
    }
}

impl Extend<Escaped> for String {
    fn extend<T: IntoIterator<Item = Escaped>>(&mut self, pieces: T) {
        for piece in pieces {
            match piece {
                Escaped::Plain(character) => self.push(character),
                Escaped::Reference(reference) => self.push_str(reference),
            }
        }
    }
}

fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The character as it may be shown; none of those that steer and are not seen.
fn shown(character: char) -> Option<char> {
    match character {
        '\t' => Some(' '),
        end if is_line_end(end) => Some(' '),
        control if control.is_control() => None,
        // Directions of writing (UAX #9), byte order mark, annotations, tags.
        '\u{61c}'
        | '\u{200e}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => None,
        plain => Some(plain),
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
