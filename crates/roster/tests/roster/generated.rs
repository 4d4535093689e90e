//! A community of 1,000 households in two sheets, with every oddity that a roster has. Which household has which follows
//! from its number, so that tests can say what must come of it.

use super::grid::{Cell, Grid, text};

pub(crate) const HOUSEHOLDS: u32 = 1_000;
const SURNAMES: [&str; 12] = [
    "张", "王", "李", "赵", "欧阳", "曾", "单", "陈", "诸葛", "解", "周", "吴",
];
const GIVEN: [&str; 10] = [
    "伟", "秀英", "娜", "敏", "静", "小明", "建国", "芳", "磊", "海燕",
];

/// What is odd about a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Oddity {
    None,
    Vacant,
    Let,
    Apart,
    Unsold,
    CoOwners,
}

pub(crate) fn oddity(household: u32) -> Oddity {
    match household % 20 {
        3 => Oddity::Vacant,
        7 => Oddity::Let,
        11 => Oddity::Apart,
        13 => Oddity::Unsold,
        17 => Oddity::CoOwners,
        _ => Oddity::None,
    }
}

/// Building, unit and room: ten buildings of two units, five rooms on each of ten floors.
pub(crate) fn door(household: u32) -> (u32, u32, u32) {
    let (building, rest) = (household / 100 + 1, household % 100);
    (
        building,
        rest / 50 + 1,
        (rest % 50 / 5 + 1) * 100 + rest % 5 + 1,
    )
}

pub(crate) fn name(number: u32) -> String {
    let surname = SURNAMES[number as usize % SURNAMES.len()];
    let given = GIVEN[number as usize / SURNAMES.len() % GIVEN.len()];
    format!(
        "{surname}{given}{}",
        ["", "一", "二", "三"][number as usize / 120 % 4]
    )
}

pub(crate) fn phone(number: u32) -> String {
    format!("138{:08}", 10_000_000 + number)
}

/// A right identity number: birth in the year that follows from the number, the check digit computed.
pub(crate) fn identity(number: u32) -> String {
    let first = format!(
        "330203{}{:02}{:02}{:03}",
        1940 + number % 70,
        number % 12 + 1,
        number % 28 + 1,
        number % 1000
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first
        .chars()
        .zip(weights)
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    format!("{first}{}", b"10X98765432"[sum as usize % 11] as char)
}

/// Who lives where: a title, a head of two lines with merged cells, a row for each person, doors merged downwards.
pub(crate) fn residents() -> Grid {
    let mut grid = Grid::new("住户");
    grid.push(
        [
            vec![text("阳光社区 2026 年居民名册")],
            vec![Cell::Empty; 13],
        ]
        .concat(),
    );
    grid.merged.push(((0, 0), (0, 13)));
    let upper = [
        "序号",
        "房屋",
        "",
        "",
        "户主",
        "姓名",
        "与户主关系",
        "性别",
        "身份证号",
        "出生日期",
        "联系电话",
        "是否户籍",
        "所属网格",
        "居住状态",
    ];
    grid.push(upper.map(text).to_vec());
    grid.push(
        [
            "", "幢号", "单元", "室号", "", "", "", "", "", "", "", "", "", "",
        ]
        .map(text)
        .to_vec(),
    );
    grid.merged.push(((1, 1), (1, 3)));
    for column in [0].into_iter().chain(4..14) {
        grid.merged.push(((1, column), (2, column)));
    }
    for household in 0..HOUSEHOLDS {
        let oddity = oddity(household);
        if matches!(oddity, Oddity::Vacant | Oddity::Unsold) {
            let mut row = door_cells(household);
            row.extend(vec![Cell::Empty; 9]);
            row.push(text("空置"));
            grid.push(row);
            continue;
        }
        let state = match oddity {
            Oddity::Let => "出租",
            Oddity::Apart => "人户分离",
            _ => "自住",
        };
        // A tenant is no owner: the people of a let flat have numbers of their own.
        let first = if oddity == Oddity::Let {
            5_000 + household * 3
        } else {
            household * 3
        };
        let head = name(first);
        let members = 1 + household % 3;
        let mut rows = Vec::new();
        for member in 0..members {
            let number = first + member;
            let mut row = door_cells(household);
            row.push(text(&head));
            let member_name = if member == 0 {
                head.clone()
            } else {
                format!("{}儿", name(number))
            };
            row.push(text(&member_name));
            row.push(text(["户主", "配偶", "子女"][member as usize]));
            row.push(text(if number % 1000 % 2 == 1 { "男" } else { "女" }));
            row.push(text(&identity(number)));
            // Days of birth as days of Excel, as text, or not at all: then the identity number has them.
            row.push(birth(number));
            row.push(text(&phone(number)));
            row.push(text(if oddity == Oddity::Let {
                "非户籍"
            } else {
                "户籍"
            }));
            row.push(text(&format!("第{}网格", household / 250 + 1)));
            row.push(text(state));
            rows.push(grid.push(row));
        }
        let (first, last) = (rows[0], *rows.last().unwrap());
        for column in 0..5 {
            grid.merge_down(column, first, last);
        }
    }
    grid
}

fn birth(number: u32) -> Cell {
    let (year, month, day) = (1940 + number % 70, number % 12 + 1, number % 28 + 1);
    match number % 3 {
        0 => {
            let date = consultation::record::Date::new(
                u16::try_from(year).unwrap(),
                u8::try_from(month).unwrap(),
                u8::try_from(day).unwrap(),
            );
            let start = consultation::record::Date::new(1899, 12, 30).unwrap();
            Cell::Number(f64::from(date.unwrap().day_number() - start.day_number()))
        }
        1 => text(&format!("{year}年{month}月{day}日")),
        _ => Cell::Empty,
    }
}

fn door_cells(household: u32) -> Vec<Cell> {
    let (building, unit, room) = door(household);
    vec![
        Cell::Number(f64::from(household + 1)),
        text(&format!("{building}幢")),
        text(&unit.to_string()),
        Cell::Number(f64::from(room)),
    ]
}

/// Who owns what: a row for each owner of a unit, then parking spaces.
pub(crate) fn units() -> Grid {
    let mut grid = Grid::new("产权");
    let head = [
        "门牌",
        "业主姓名",
        "业主电话",
        "产权证号",
        "建筑面积（㎡）",
        "房屋用途",
        "份额",
    ];
    grid.push(head.map(text).to_vec());
    for household in 0..HOUSEHOLDS {
        let (building, unit, room) = door(household);
        let door = match household % 3 {
            0 => format!("{building}-{unit}-{room}"),
            1 => format!("{building}幢{unit}单元{room}室"),
            _ => format!("{building}号楼{unit}-{room}"),
        };
        let area = match household % 5 {
            0 => Cell::Number(89.55),
            1 => text("89.5㎡"),
            2 => text("1,234.50"),
            3 => Cell::Formula("=100+20.25", Some(120.25)),
            _ => text("１０１.３"),
        };
        let certificate = format!("浙(2019)宁波市不动产权第{household:07}号");
        // Of a let flat the owner lives elsewhere; every fourth of them has several flats.
        let owners: Vec<(String, String, &str)> = match oddity(household) {
            Oddity::Unsold => vec![("未售".to_owned(), String::new(), "")],
            Oddity::Let => {
                let number = 20_000 + household / 80;
                vec![(format!("{}房", name(number)), phone(number), "")]
            }
            Oddity::CoOwners => vec![
                (name(household * 3), phone(household * 3), "1/2"),
                (
                    format!("{}共", name(household * 3 + 1)),
                    phone(30_000 + household),
                    "50%",
                ),
            ],
            _ => vec![(name(household * 3), phone(household * 3), "")],
        };
        for (owner, phone, share) in owners {
            let cells = [
                text(&door),
                text(&owner),
                text(&phone),
                text(&certificate),
                area.clone(),
                text("住宅"),
                text(share),
            ];
            grid.push(cells.to_vec());
        }
    }
    for space in 0..40 {
        let owner = space * 20;
        let cells = [
            text(&format!("地下-B{space:03}")),
            text(&name(owner * 3)),
            text(&phone(owner * 3)),
            Cell::Empty,
            Cell::Number(12.5),
            text("车位"),
            Cell::Empty,
        ];
        grid.push(cells.to_vec());
    }
    grid.push(
        [
            vec![text("合计")],
            vec![Cell::Empty; 3],
            vec![Cell::Formula("=SUM(E2:E9)", None)],
        ]
        .concat(),
    );
    grid
}
