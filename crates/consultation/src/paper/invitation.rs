//! 会议通知、通报: what those who take part are told beforehand, with a slip to send back.

use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::record::{Column, Date};

/// The letter to somebody who takes part; `to` is how they are addressed, a body or a kind of people.
pub fn invitation(issuer: Issuer<'_>, matter: &Matter<'_>, to: &str, sent: Date) -> Paper {
    let round = matter.round;
    let title = match matter.form().as_str() {
        "" => format!("{}的协商通知", matter.about()),
        form => format!("{}的{form}通知", matter.about()),
    };
    let mut paper = Paper::new(title, issuer, sent);
    paper.say(format!("{}：", to.trim()));
    paper.say(format!(
        "{}将就“{}”开展协商，请您参加。请提前看一看方案和材料，听听您所代表的人怎么说。",
        issuer.name,
        matter.title.trim()
    ));
    paper.must("时间", matter.time(), Gap::Cell(Column::Time));
    let venue = round.text(Column::Venue).to_owned();
    paper.must("地点", venue, Gap::Cell(Column::Venue));
    paper.may("协商目的", round.text(Column::Purpose));
    paper.may("议程", round.text(Column::Agenda));
    paper.may("材料", round.text(Column::Materials));
    paper.may("议事规则", round.text(Column::Order));
    paper.may("表决办法", matter.rule);
    paper.may("联系电话", issuer.phone);
    paper.say("本人不能到会的，可以书面委托他人，委托书请在会前交来。".to_owned());
    paper.slip = vec!["回执：参加／不参加", "委托", "受托人", "签名", "日期"];
    paper
}
