//! Letters to those who decide in the community's place, with a slip on which the answer comes back:
//! 提交居民（代表）会议、业主大会或乡镇（街道）, and the 提请函 of a matter that touches several communities.

use super::names;
use super::outcome::{came_to, submitted_to};
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::calendar::words;
use crate::going_up::Frozen;
use crate::projection::{Row, Sheets};
use crate::record::{Column, Date, Decision, Kind, Opinion, Sheet};

/// The letter with which what was talked over goes up (二(四)).
pub fn submission(issuer: Issuer<'_>, matter: &Matter<'_>, sent: Date) -> Paper {
    let row = matter.rows(Sheet::Submissions).last();
    let decision = submitted_to(row, matter.round);
    let to = names::addressee(decision);
    let asks = match decision {
        Some(Decision::ToResidents) => "审议决定",
        Some(Decision::ToOwners) => "依法共同决定",
        _ => "研究决定",
    };
    let title = format!("关于提请{asks}“{}”的函", matter.title.trim());
    let mut paper = Paper::new(title, issuer, sent);
    paper.say(format!("{to}："));
    paper.say(format!(
        "“{}”已在社区组织协商。按照《实施意见》二（四），现将有关情况提交你们，请{asks}。",
        matter.title.trim()
    ));
    paper.must("协商情况", came_to(matter), Gap::Cell(Column::Decision));
    paper.may("说明", matter.round.text(Column::DecisionNote));
    paper.may("提请的事项", row.map_or("", |row| row.text(Column::Text)));
    if decision == Some(Decision::ToResidents) {
        let studied = matter.round.date(Column::PartyStudied);
        let studied = studied.map(|day| format!("{}已研究讨论", words::day(day)));
        let studied = studied.unwrap_or_default();
        paper.must("社区党组织意见", studied, Gap::Cell(Column::PartyStudied));
    }
    paper.may("附件", "协商方案、会议记录、表决结果、公示情况");
    let frozen = row.and_then(|row| Frozen::read(row).ok());
    let frozen = frozen.map(|frozen| frozen.code()).unwrap_or_default();
    paper.may("报送时记录的校验码", &frozen);
    paper.may("联系电话", issuer.phone);
    paper.slip = vec![
        "回复：□ 通过　□ 未通过　□ 退回再次协商",
        "理由",
        "盖章",
        "日期",
    ];
    paper
}

/// 提请函: the township is asked who leads (二(二)), in the words of the topic and of its newest request.
pub fn request(issuer: Issuer<'_>, board: &Sheets, topic: &Row, sent: Date) -> Paper {
    let name = topic.text(Column::Title).trim();
    let title = format!("关于提请牵头协商“{name}”的函");
    let mut paper = Paper::new(title, issuer, sent);
    paper.say("乡镇党委（街道党工委）：".to_owned());
    let requests = board.rows_of(Sheet::Requests, Column::Topic, topic.id);
    let request = requests.last();
    let of_request = |column| request.map_or("", |row| row.text(column).trim());
    let others = match of_request(Column::OtherCommunities) {
        "" => topic.text(Column::OtherCommunities),
        others => others,
    };
    paper.say(format!(
        "“{name}”涉及两个以上社区。按照《实施意见》二（二），请决定由谁牵头组织协商。"
    ));
    let others = others.to_owned();
    paper.must("涉及的社区", others, Gap::Cell(Column::OtherCommunities));
    paper.may("事由", of_request(Column::Text));
    paper.may("居民反映", topic.text(Column::Text));
    paper.may("联席筛选意见", &opinions(board, topic));
    paper.may("联系电话", issuer.phone);
    paper.slip = vec![
        "回复：□ 由我们牵头　□ 指定社区牵头　□ 不予牵头",
        "指定的社区或理由",
        "盖章",
        "日期",
    ];
    paper
}

fn opinions(board: &Sheets, topic: &Row) -> String {
    let rows = board.rows_of(Sheet::Opinions, Column::Topic, topic.id);
    let said = rows.filter_map(|row| {
        let kind = Kind::from_id(row.choice(Column::Kind)?)?;
        let opinion = match Opinion::from_id(row.choice(Column::Opinion)?)? {
            Opinion::Agrees => "同意",
            Opinion::Objects => "不同意",
            Opinion::Abstains => "无意见",
        };
        Some(format!("{}：{opinion}", names::kind(kind)))
    });
    said.collect::<Vec<_>>().join("；")
}
