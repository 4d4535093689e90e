//! What a changed notice costs the relay: a board of some years, one of whose notices staff correct
//! again and again, and somebody who looks at it each time.
//!
//! The processor time is that of the whole relay but for its desk, which logs an entry whatever becomes
//! of pages: reading the record, rendering, compressing, sending, and the looking whether it is there.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use consultation::public::{STYLE, style_path};
use consultation::{CellValue, CivilTime, Column, Founding, Jurisdiction, RowId, Sheet};
use ledger::RoomId;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{process, scribe, scribe::Scribe};
use crate::RelayProcess;
use crate::wire::{Hall, WireClient};

/// Publications of the board.
const PUBLICATIONS: usize = 60;
/// Topics of the board.
const TOPICS: usize = 100;
/// Corrections that are timed.
const CORRECTIONS: usize = 40;
/// The thread that logs entries.
const DESK: &str = "desk";
/// Between two looks whether a correction is there: few, so that the looking is hardly in the figure.
const LOOK: Duration = Duration::from_millis(300);
/// A notice as a community writes one.
const PARAGRAPHS: [&str; 6] = [
    "三号楼一单元建成于1998年，共六层十二户，六十岁以上老人占一半，上下楼不便。今年三月，五户业主联名提出加装电梯，社区已受理。",
    "电梯拟装在单元门北侧，占用绿地约六平方米，不改动承重结构。设计单位已作日照分析：二层西户冬至日少受日照二十分钟，其余住户不受影响。",
    "预计费用四十八万元，其中政府补助二十万元。余款由三层以上住户按楼层系数分担，一、二层不出资；今后的电费和维保费用照此比例缴纳。",
    "施工期约三个月，每天8:00至18:00，午休停工。期间单元出入口临时改到南侧，物业公司安排专人引导，并为行动不便的老人提供轮椅。",
    "协商会定于12月5日（星期六）19:00在社区二楼会议室召开，请全体业主、物业公司和设计单位参加；不能到会的，可以书面委托同住家属。",
    "表决时有权表决的业主应有三分之二以上参加，参加的人数和面积都超过四分之三同意方为通过。对方案有异议的，请在公示期内提出。",
];

/// What it came to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct BoardFigures {
    /// A notice of a page of text with its stylesheet, compressed, as a browser gets it.
    pub notice_bytes: usize,
    /// The same as it is, for whoever takes nothing compressed.
    pub notice_bytes_plain: usize,
    /// Processor time of the relay for each corrected notice, without logging it, in milliseconds.
    pub cpu_ms_per_page: f64,
}

/// Measures it.
///
/// # Errors
/// When the relay refuses something or a page does not come.
pub async fn measure_board() -> Result<BoardFigures> {
    let relay = RelayProcess::without_app().await?;
    let mut hall = Hall::founded(&relay).await?;
    let board = hall.board;
    let (mut scribe, notice) = written(&hall, board)?;
    let mut client = WireClient::connect(relay.address(), Some(&hall.administrator)).await?;
    let entries = scribe.sealed(&mut hall.administrator)?;
    scribe::push(&mut client, &entries).await?;
    let path = format!("/board/{board}/{notice}");
    shows(relay.address(), &path, "第0稿").await?;

    let server = relay.process_id().context("the relay has ended")?;
    let before = process::cpu_nanoseconds_without(server, DESK)?;
    for number in 1..=CORRECTIONS {
        let text = CellValue::Text(text(number));
        scribe.sets(Sheet::Publications, notice, Column::Text, text)?;
        let entries = scribe.sealed(&mut hall.administrator)?;
        scribe::push(&mut client, &entries).await?;
        shows(relay.address(), &path, &format!("第{number}稿")).await?;
        get(relay.address(), &path, true).await?;
    }
    let spent = process::cpu_nanoseconds_without(server, DESK)? - before;
    let mut sizes = [0, 0];
    for (size, is_compressed) in sizes.iter_mut().zip([true, false]) {
        for path in [path.as_str(), style_path()] {
            *size += get(relay.address(), path, is_compressed).await?.len();
        }
    }
    let [notice_bytes, notice_bytes_plain] = sizes;
    ensure!(notice_bytes_plain > STYLE.len(), "an empty page");
    Ok(BoardFigures {
        notice_bytes,
        notice_bytes_plain,
        cpu_ms_per_page: spent as f64 / 1e6 / CORRECTIONS as f64,
    })
}

/// A page of text; each correction differs.
fn text(number: usize) -> String {
    format!("第{number}稿\n{}", PARAGRAPHS.join("\n"))
}

/// The board, and the notice that is to be corrected.
fn written(hall: &Hall, board: RoomId) -> Result<(Scribe, RowId)> {
    let founding = Founding::Board {
        name: "柳荫社区".to_owned(),
        jurisdiction: Jurisdiction::Community,
        office: None,
    };
    let mut scribe = Scribe::founding(&hall.administrator, board, founding)?;
    let posted: CivilTime = "2020-01-02T09:00".parse()?;
    let mut notice = None;
    for number in 0..PUBLICATIONS {
        let row = scribe.adds(
            Sheet::Publications,
            vec![
                (Column::Publication, CellValue::choice("plan")),
                (
                    Column::Title,
                    CellValue::Text(format!("第{number}号方案公示")),
                ),
                (Column::Text, CellValue::Text(text(0))),
                (Column::PostedAt, CellValue::Minute(Some(posted))),
            ],
        )?;
        notice = Some(row);
    }
    for number in 0..TOPICS {
        scribe.adds(
            Sheet::Topics,
            vec![
                (Column::Title, CellValue::Text(format!("第{number}号议题"))),
                (Column::PublishedOn, CellValue::Date(Some(posted.date()))),
                (Column::Screening, CellValue::choice("accepted")),
            ],
        )?;
    }
    Ok((scribe, notice.context("no notice")?))
}

/// Waits until a page holds these words.
async fn shows(relay: SocketAddr, path: &str, words: &str) -> Result<()> {
    for _ in 0..600 {
        let page = get(relay, path, false).await?;
        if page
            .windows(words.len())
            .any(|part| part == words.as_bytes())
        {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
    bail!("{path} never shows {words}")
}

/// The body of an answer, empty unless there is a page.
async fn get(relay: SocketAddr, path: &str, is_compressed: bool) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(relay).await?;
    let encoding = if is_compressed {
        "accept-encoding: br\r\n"
    } else {
        ""
    };
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {relay}\r\n{encoding}connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let body = answer.split_off(end.context("no answer")? + 4);
    let is_page = answer.starts_with(b"HTTP/1.1 200");
    Ok(if is_page { body } else { Vec::new() })
}
