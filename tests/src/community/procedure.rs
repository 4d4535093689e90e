//! The procedure: topics, stages with what they ask for, sheets and their rows.

use anyhow::Result;
use thirtyfour::By;

use crate::Device;
use crate::accessibility::Name;

/// What is put into one input of a form, with the input's label.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// Words or a number.
    Text(&'a str, &'a str),
    /// One of a list.
    Choice(&'a str, &'a str),
    /// A day or a minute, as HTML has it.
    When(&'a str, &'a str),
}

impl Device {
    /// Registers a topic and gives its 受理号.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn registers_topic(&self, entries: &[Entry<'_>]) -> Result<String> {
        self.opens_topics().await?;
        self.goes_to("登记议题").await?;
        self.fills_in_form(entries).await?;
        self.presses("保存").await?;
        self.sees("请抄给提出人").await?;
        let code = self.driver()?.find(By::Css(".acceptance-code")).await?;
        let code = code.text().await?;
        self.goes_to("知道了").await?;
        Ok(code)
    }

    /// Opens 议题.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn opens_topics(&self) -> Result<()> {
        self.goes_by_rail("议题").await?;
        self.sees_a("heading", "议题").await
    }

    /// Opens a stage by the flow chart.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn opens_stage(&self, stage: &str) -> Result<()> {
        let chart = Some(("group", Name::Has("协商流程图".to_owned())));
        let link = self
            .finds_within(chart, "link", Name::Has(stage.to_owned()))
            .await?;
        self.presses_element(&link).await
    }

    /// Adds a row to a sheet. Every device knows a sheet by its name.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn adds_row(&self, sheet: &str, entries: &[Entry<'_>]) -> Result<()> {
        self.presses(&format!("{sheet}：添加一条")).await?;
        self.saves_form(entries).await
    }

    /// Fills in all fields of a part at once.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn fills_in_all(&self, part: &str, entries: &[Entry<'_>]) -> Result<()> {
        self.presses(&format!("一起填写：{part}")).await?;
        self.saves_form(entries).await
    }

    /// Fills in the open form, saves it and waits until it is gone.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn saves_form(&self, entries: &[Entry<'_>]) -> Result<()> {
        self.fills_in_form(entries).await?;
        self.presses("保存").await?;
        self.waits("the form to close", |tree| {
            tree.all("button", &Name::from("不改了")).next().is_none()
        })
        .await
    }

    /// Fills in the open form.
    ///
    /// # Errors
    /// When an input is not there.
    pub async fn fills_in_form(&self, entries: &[Entry<'_>]) -> Result<()> {
        for entry in entries {
            match *entry {
                Entry::Text(label, text) => self.fills(label, text).await?,
                Entry::Choice(label, choice) => self.chooses(label, choice).await?,
                Entry::When(label, when) => self.picks_time(label, when).await?,
            }
        }
        Ok(())
    }

    /// Goes on without some requirements of the stage that is open, with one reason for each.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn goes_on_without(&self, requirements: &[&str], reason: &str) -> Result<()> {
        self.presses("暂缺也要继续，写明理由").await?;
        for requirement in requirements {
            self.presses(&format!("“{requirement}”写明理由")).await?;
            self.fills("理由（会公开）", reason).await?;
            self.presses("保存").await?;
            self.waits("the reason to be taken", |tree| {
                tree.all("textbox", &Name::from("理由（会公开）"))
                    .next()
                    .is_none()
            })
            .await?;
        }
        Ok(())
    }

    /// Closes the stage that is open, which has everything, on a day; the flow chart then shows that day.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn closes_stage(&self, stage: &str, day: &str) -> Result<()> {
        self.picks_time("完成日期", day).await?;
        self.presses("完成这一步").await?;
        let what = format!("the flow chart to show when {stage} was closed");
        let of_stage = Name::Has(stage.to_owned());
        self.waits(&what, |tree| {
            let mut links = tree.all("link", &of_stage);
            links.any(|link| link.name.ends_with('日'))
        })
        .await
    }
}
