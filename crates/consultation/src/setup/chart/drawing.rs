//! The chart as lines and boxes: standing on A4, lying on A3. Han characters are as wide as they are high, so
//! lines are broken by counting them.

use super::WallChart;

/// How large the chart is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartSize {
    /// A4, standing.
    A4,
    /// A3, lying.
    A3,
}

/// A drawing in units of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// Boxes of the stages.
    pub boxes: Vec<ChartBox>,
    /// Arrows and the way back, as paths of SVG.
    pub paths: Vec<String>,
    /// Words.
    pub texts: Vec<ChartText>,
}

/// A box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartBox {
    /// Its left edge.
    pub x: u32,
    /// Its upper edge.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

/// What a line of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStyle {
    /// The name of a stage or a track, around its middle.
    Name,
    /// What is done.
    Plain,
    /// A way out.
    Way,
}

/// One line of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartText {
    /// Where it begins, or its middle if it is a name.
    pub x: u32,
    /// Its base line.
    pub y: u32,
    /// What it is.
    pub style: TextStyle,
    /// What it says.
    pub words: String,
}

/// The names of the tracks, over their columns or before their lines.
const TRACKS: [&str; 3] = ["一般", "简易", "紧急"];
/// From one line to the next.
const LINE: u32 = 23;
/// A Han character is so wide.
const HAN: u32 = 18;
/// Height of a box.
const BOX: u32 = 46;

impl WallChart {
    /// Draws it.
    pub fn draw(&self, size: ChartSize) -> Drawing {
        match size {
            ChartSize::A4 => self.standing(),
            ChartSize::A3 => self.lying(),
        }
    }

    /// Stages one under the other, who sees to them and the tracks beside them.
    fn standing(&self) -> Drawing {
        const WHO: (u32, u32) = (172, 232);
        const TRACK: (u32, u32) = (416, 126);
        let mut drawing = Drawing {
            width: 808,
            ..Drawing::default()
        };
        let column = |place: u32| TRACK.0 + place * (TRACK.1 + 4);
        for (place, name) in (0..).zip(TRACKS) {
            drawing.name(column(place) + TRACK.1 / 2, 20, name);
        }
        let (mut y, mut corners) = (40, Vec::new());
        for step in &self.steps {
            corners.push(y);
            drawing.stage((22, y), 140, &step.name);
            let mut end = drawing.plain((WHO.0, y + 18), WHO.1, step.who);
            end = drawing.plain((WHO.0, end), WHO.1, &format!("依据：{}", step.basis));
            for way in step.ways {
                end = drawing.way((WHO.0, end), WHO.1, way);
            }
            for (place, words) in (0..).zip(&step.tracks) {
                let track = drawing.plain((column(place), y + 18), TRACK.1, words);
                end = end.max(track);
            }
            y = end.max(y + BOX + 22);
        }
        for (from, to) in corners.iter().zip(corners.iter().skip(1)) {
            let (from, to) = (from + BOX, *to);
            drawing.paths.push(format!("M92 {from}V{to}m-5-8l5 8 5-8"));
        }
        if let [_, plan, _, sitting, ..] = corners[..] {
            let (from, to) = (sitting + BOX / 2, plan + BOX / 2);
            drawing
                .paths
                .push(format!("M22 {from}H8V{to}H22m-8-5l8 5-8 5"));
        }
        drawing.height = y;
        drawing
    }

    /// Stages side by side, who sees to them and the tracks below.
    fn lying(&self) -> Drawing {
        const COLUMN: (u32, u32) = (4, 172);
        const WIDTH: u32 = 144;
        let mut drawing = Drawing::default();
        let x = |place: u32| COLUMN.0 + place * COLUMN.1;
        let (top, mut below) = (40, 0);
        for (place, step) in (0..).zip(&self.steps) {
            drawing.stage((x(place), top), WIDTH, &step.name);
            let mut end = drawing.plain((x(place), top + BOX + 30), WIDTH, step.who);
            end = drawing.plain((x(place), end), WIDTH, "依据：");
            end = drawing.plain((x(place), end), WIDTH, step.basis);
            for way in step.ways {
                end = drawing.way((x(place), end), WIDTH, way);
            }
            below = below.max(end);
        }
        for (track, name) in TRACKS.iter().enumerate() {
            let y = below + 14;
            drawing.name(x(0) + HAN, y, name);
            for (place, step) in (0..).zip(&self.steps) {
                let words = step.tracks.get(track).map_or("", String::as_str);
                below = below.max(drawing.plain((x(place), y + LINE), WIDTH, words));
            }
        }
        let boxes: Vec<ChartBox> = drawing.boxes.clone();
        for (from, to) in boxes.iter().zip(boxes.iter().skip(1)) {
            let (y, from) = (top + BOX / 2, from.x + from.width);
            drawing
                .paths
                .push(format!("M{from} {y}H{}m-8-5l8 5-8 5", to.x));
        }
        if let [_, plan, _, sitting, ..] = boxes[..] {
            let (from, to) = (sitting.x + WIDTH / 2, plan.x + WIDTH / 2);
            drawing
                .paths
                .push(format!("M{from} {top}V14H{to}V{top}m-5-8l5 8 5-8"));
        }
        drawing.width = x(u32::try_from(self.steps.len()).unwrap_or(0));
        drawing.height = below;
        drawing
    }
}

impl Drawing {
    fn stage(&mut self, (x, y): (u32, u32), width: u32, name: &str) {
        let height = BOX;
        self.boxes.push(ChartBox {
            x,
            y,
            width,
            height,
        });
        self.name(x + width / 2, y + 30, name);
    }

    fn name(&mut self, x: u32, y: u32, words: &str) {
        self.texts.push(ChartText {
            x,
            y,
            style: TextStyle::Name,
            words: words.to_owned(),
        });
    }

    /// Writes words from a base line on, and gives the base line of what follows.
    fn plain(&mut self, from: (u32, u32), width: u32, words: &str) -> u32 {
        self.lines(from, width, TextStyle::Plain, words)
    }

    fn way(&mut self, from: (u32, u32), width: u32, words: &str) -> u32 {
        self.lines(from, width, TextStyle::Way, &format!("→{words}"))
    }

    fn lines(&mut self, (x, y): (u32, u32), width: u32, style: TextStyle, words: &str) -> u32 {
        let mut y = y;
        let lines = words.lines().flat_map(|line| wrapped(line, width / HAN));
        for words in lines {
            self.texts.push(ChartText { x, y, style, words });
            y += LINE;
        }
        y
    }
}

/// Breaks words into lines of at most so many Han characters; what closes a sentence or a bracket begins no
/// line, and hangs over the edge instead.
fn wrapped(words: &str, most: u32) -> Vec<String> {
    const NEVER_FIRST: [char; 8] = ['，', '。', '；', '：', '、', '）', '”', '？'];
    let (mut lines, mut line, mut halves) = (Vec::new(), String::new(), 0);
    for character in words.chars() {
        let wide = if character.is_ascii() { 1 } else { 2 };
        let fits = halves + wide <= most * 2 || NEVER_FIRST.contains(&character);
        if !fits && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            halves = 0;
        }
        line.push(character);
        halves += wide;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn no_line_begins_with_what_closes_one_and_nothing_is_lost() {
        let words = "居委会拟定目的、形式、主体、议程（24 小时内）；法律顾问审核。";
        for most in 1..20 {
            let lines = wrapped(words, most);
            assert_eq!(lines.concat(), words);
            for line in &lines {
                assert!(
                    !line.starts_with(['、', '；', '）', '。']),
                    "{most}: {line}"
                );
            }
        }
        assert_eq!(wrapped("公示 7 天", 7), ["公示 7 天"]);
    }
}
