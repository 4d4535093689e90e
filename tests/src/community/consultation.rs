//! Consultations: entering one, finding it, changing its fields, settling a conflict.

use anyhow::Result;

use crate::Device;
use crate::accessibility::Name;

/// What is known of a consultation when it is entered; what is empty is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewConsultation<'a> {
    /// 议题.
    pub title: &'a str,
    /// 协商目的.
    pub purpose: &'a str,
    /// 地点.
    pub venue: &'a str,
    /// 时间: start, as `2026-11-22T19:00`.
    pub start: &'a str,
    /// 公示期, as two dates.
    pub notice: Option<(&'a str, &'a str)>,
    /// 全文.
    pub full_text: &'a str,
}

/// One of which nothing but 议题 is known.
impl<'a> From<&'a str> for NewConsultation<'a> {
    fn from(title: &'a str) -> Self {
        Self {
            title,
            ..Self::default()
        }
    }
}

impl Device {
    /// Enters a consultation and ends on its page.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn enters<'a>(&self, consultation: impl Into<NewConsultation<'a>>) -> Result<()> {
        let consultation = consultation.into();
        self.fills_in(consultation).await?;
        self.presses("建立协商").await?;
        self.sees_a("heading", consultation.title).await
    }

    /// Fills in 新建协商 and leaves it unsent.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn fills_in<'a>(&self, consultation: impl Into<NewConsultation<'a>>) -> Result<()> {
        let consultation = consultation.into();
        self.opens_consultations().await?;
        self.goes_to("新建协商").await?;
        let lines = [
            ("议题", consultation.title),
            ("协商目的", consultation.purpose),
            ("地点", consultation.venue),
            ("全文", consultation.full_text),
        ];
        for (name, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
            self.fills(name, text).await?;
        }
        if !consultation.start.is_empty() {
            self.picks_time("开始", consultation.start).await?;
        }
        if let Some((from, to)) = consultation.notice {
            self.picks_time("开始日期", from).await?;
            self.picks_time("结束日期", to).await?;
        }
        Ok(())
    }

    /// Finds a consultation in the list and opens it.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn opens_consultation(&self, title: &str) -> Result<()> {
        self.opens_consultations().await?;
        self.presses_a("link", Name::Has(title.to_owned())).await?;
        self.sees_a("heading", title).await
    }

    /// Changes a field of text in place.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn changes(&self, field: &str, text: &str) -> Result<()> {
        self.presses(&format!("修改{field}")).await?;
        self.fills(field, text).await?;
        self.presses("保存").await?;
        self.sees_field(field, text).await
    }

    /// Changes the time in place.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn changes_time(&self, start: &str) -> Result<()> {
        self.presses("修改时间").await?;
        self.picks_time("开始", start).await?;
        self.presses("保存").await
    }

    /// Waits until a field shows this text.
    ///
    /// # Errors
    /// When it never does.
    pub async fn sees_field(&self, field: &str, text: &str) -> Result<()> {
        let what = format!("{field} to be “{text}”");
        self.waits(&what, |tree| {
            tree.row(field).is_some_and(|row| row.says(text))
        })
        .await?;
        self.check().await
    }

    /// Waits until a field shows that two devices changed it at once, with all these texts.
    ///
    /// # Errors
    /// When it never does.
    pub async fn sees_conflict(&self, field: &str, texts: &[&str]) -> Result<()> {
        let part = Name::from(format!("{field}：两台设备同时改过").as_str());
        let what = format!("the conflict of {field} with {texts:?}");
        self.waits(&what, |tree| {
            let conflict = tree.within("region", &part);
            conflict.is_ok_and(|tree| texts.iter().all(|text| tree.says(text)))
        })
        .await?;
        self.check().await
    }

    /// Settles a conflict for the value that reads like this.
    ///
    /// # Errors
    /// When there is no such value to choose.
    pub async fn settles(&self, field: &str, text: &str) -> Result<()> {
        self.presses_a("button", Name::Has(format!("用这个：{text}")))
            .await?;
        self.sees_field(field, text).await
    }
}
