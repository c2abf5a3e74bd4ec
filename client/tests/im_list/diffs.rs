//! Differences between lists: each kind of them, and that none is missing and none made up.

use std::collections::{BTreeMap, BTreeSet};

use ews_im::ImList;
use ews_im::im_list::{Change, ContactField, ContactId};
use ews_im::types::{ImGroup, ItemId, Persona, PersonaPhoneNumber};

use crate::TestResult;
use crate::lists::{CONTACT, contact, group, group_of, list, persona};

fn texts(older: &ImList, newer: &ImList) -> Vec<String> {
    older.diff(newer).iter().map(ToString::to_string).collect()
}

#[test]
fn each_kind_of_change() {
    let sadie = contact("Sadie", "sadie@contoso.com");
    let tony = contact("Tony", "tony@contoso.com");
    let ronnie = contact("Ronnie", "ronnie@contoso.com");
    let renamed = Persona { display_name: Some("Anthony".to_owned()), ..tony.clone() };
    let dg = ImGroup { smtp_address: Some("sales@contoso.com".to_owned()), ..group_of("DG", "Sales", &[]) };
    let older = list(
        [sadie.clone(), tony],
        [group("Friends", &["K-Sadie", "K-Tony", "?"]), group("Old", &["K-Sadie"]), dg.clone()],
    );
    let newer = list(
        [ronnie, renamed],
        [
            ImGroup { smtp_address: None, ..dg },
            ImGroup { display_name: "Best friends".try_into().unwrap(), ..group("Friends", &["K-Tony", "K-Ronnie"]) },
            group("New", &["K-Tony", "!"]),
        ],
    );
    let expected = [
        "contact `Sadie` removed",
        "contact `Ronnie` added",
        "contact `Tony`, now `Anthony`, changed: display name",
        "group `Old` removed",
        "group `New` added",
        "group `Sales` changed: SMTP address",
        "group `Friends` renamed to `Best friends`",
        "`Sadie` left group `Friends`",
        "`?` left group `Friends`",
        "`Sadie` left group `Old`",
        "`Ronnie` joined group `Best friends`",
        "`Anthony` joined group `New`",
        "`!` joined group `New`",
    ];
    assert_eq!(texts(&older, &newer), expected);
    assert_eq!(texts(&older, &older.clone()), [""; 0]);
    assert_eq!(newer.diff(&older).len(), expected.len());
}

/// What is told of a contact that has changed.
fn fields(older: &Persona, change: impl FnOnce(&mut Persona)) -> Vec<ContactField> {
    let mut newer = older.clone();
    change(&mut newer);
    let (older, newer) = (list([older.clone()], []), list([newer], []));
    match older.diff(&newer).as_slice() {
        [] => Vec::new(),
        [Change::ContactChanged { fields, .. }] => fields.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_has_changed_about_a_contact() {
    use ContactField::{DisplayName, EmailAddresses, ImAddress, Key, Other, PhoneNumbers};
    let sadie = contact("Sadie", "sadie@contoso.com");
    assert_eq!(fields(&sadie, |new| new.display_name = Some("S.".to_owned())), [DisplayName]);
    assert_eq!(fields(&sadie, |new| new.im_address = Some("s@contoso.com".to_owned())), [ImAddress]);
    assert_eq!(fields(&sadie, |new| new.phone_number = Some(PersonaPhoneNumber::new("1", "Home"))), [PhoneNumbers]);
    assert_eq!(fields(&sadie, |new| new.company_name = Some("Contoso".to_owned())), [Other]);
    let email = ews_im::types::EmailAddress { email_address: "s@contoso.com".try_into().ok(), ..Default::default() };
    assert_eq!(fields(&sadie, |new| new.email_address = Some(email)), [EmailAddresses]);
    let another_key = |new: &mut Persona| new.attributions = persona("", "", &[("K2", CONTACT)]).attributions;
    assert_eq!(fields(&sadie, another_key), [Key]);
    let several = |new: &mut Persona| {
        new.department = Some("Sales".to_owned());
        new.im_address = None;
        new.display_name = None;
    };
    assert_eq!(fields(&sadie, several), [DisplayName, ImAddress, Other]);
}

#[test]
fn change_keys_and_order_are_no_difference() {
    let with_change_key = |mut persona: Persona| {
        for source in persona.attributions.iter_mut().flat_map(|list| &mut list.attribution) {
            source.source_id.change_key = Some("EQAAAA==".to_owned());
        }
        persona
    };
    let (sadie, tony) = (contact("Sadie", "sadie@contoso.com"), contact("Tony", "tony@contoso.com"));
    let older = list([sadie.clone(), tony.clone()], [group("Friends", &["K-Sadie", "K-Tony"]), group("Work", &[])]);
    let work = ImGroup {
        exchange_store_id: Some(ItemId { id: "G-Work".to_owned(), change_key: Some("EgAAAA==".to_owned()) }),
        ..group("Work", &[])
    };
    let newer = list([tony, with_change_key(sadie)], [work, group("Friends", &["K-Tony", "K-Sadie"])]);
    assert_ne!(older, newer);
    assert_eq!(texts(&older, &newer), [""; 0]);
}

#[test]
fn contacts_are_matched_by_keys_then_by_personas() {
    // A second key, and the first key of a persona that had none.
    let one = persona("One", "one@contoso.com", &[("A", CONTACT)]);
    let two = persona("One", "one@contoso.com", &[("B", CONTACT), ("A", CONTACT)]);
    let none = persona("One", "one@contoso.com", &[]);
    for (older, newer) in [(&one, &two), (&none, &one), (&two, &none)] {
        let (older, newer) = (list([older.clone()], []), list([newer.clone()], []));
        assert_eq!(texts(&older, &newer), ["contact `One` changed: key"]);
    }
    // The same keys, but another one first: edits name the contact by it.
    let turned = persona("One", "one@contoso.com", &[("A", CONTACT), ("B", CONTACT)]);
    assert_eq!(texts(&list([two], []), &list([turned], [])), ["contact `One` changed: key"]);
    // Another persona with the key is the same contact; another key and another persona are not.
    let same = Persona { persona_id: ItemId::new("P2"), ..one.clone() };
    assert_eq!(texts(&list([one.clone()], []), &list([same], [])), ["contact `One` changed: other details"]);
    let other = Persona { persona_id: ItemId::new("P2"), ..persona("One", "one@contoso.com", &[("C", CONTACT)]) };
    let expected = ["contact `One` removed", "contact `One` added"];
    assert_eq!(texts(&list([one], []), &list([other], [])), expected);
}

#[test]
fn groups_without_identifier_are_matched_by_name() -> TestResult {
    let nameless = |name: &str, kind: &str| ImGroup::new(name, kind);
    let older = list([], [nameless("A", "x")?, nameless("B", "x")?]);
    let newer = list([], [nameless("B", "y")?, nameless("C", "x")?]);
    assert_eq!(texts(&older, &newer), ["group `A` removed", "group `C` added", "group `B` changed: kind"]);
    Ok(())
}

/// Numbers that look like chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn some<'a>(&mut self, of: &[&'a str]) -> Vec<&'a str> {
        of.iter().copied().filter(|_| self.below(2) == 0).collect()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// A list whose things have keys, names and members from small stocks, so that lists share much. With `twice`, things may
/// stand twice in it, as no sound server has them.
fn random_list(chance: &mut Chance, twice: bool) -> ImList {
    let keys = ["k1", "k2", "k3", "k4", "k5"];
    let names = ["Ann", "Bob", "Cid"];
    let mut personas = Vec::new();
    let mut left: Vec<&str> = chance.some(&keys);
    for id in ["p1", "p2", "p3"] {
        let n_keys = chance.below(3).min(left.len());
        let own: Vec<_> = match twice {
            true => chance.some(&keys),
            false => left.drain(..n_keys).collect(),
        };
        let sources: Vec<_> = own.iter().map(|key| (*key, CONTACT)).collect();
        for _ in 0..=usize::from(twice && chance.below(3) == 0) {
            let name = chance.one(&names);
            personas.push(Persona { persona_id: ItemId::new(id), ..persona(name, "x", &sources) });
        }
    }
    let mut groups = Vec::new();
    for id in chance.some(&["g1", "g2", "g3"]) {
        for _ in 0..=usize::from(twice && chance.below(3) == 0) {
            let members = chance.some(&keys);
            let name = chance.one(&names);
            groups.push(ImGroup { exchange_store_id: Some(ItemId::new(id)), ..group(name, &members) });
        }
    }
    list(personas, groups)
}

#[test]
fn a_list_has_no_difference_to_itself() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for _ in 0..500 {
        let list = random_list(&mut chance, true);
        assert_eq!(texts(&list, &list.clone()), [""; 0], "{list:#?}");
    }
}

/// What a list says, as plain facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Facts {
    /// Personas with name and keys.
    contacts: BTreeMap<String, (String, BTreeSet<ContactId>)>,
    groups: BTreeMap<String, String>,
    members: BTreeSet<(String, ContactId)>,
}

fn facts_of(list: &ImList) -> Facts {
    let mut facts = Facts::default();
    for contact in list.contacts() {
        facts.contacts.insert(contact.persona_id().id.clone(), told(contact));
    }
    for group in list.groups() {
        let id = group.id().unwrap().to_string();
        facts.members.extend(group.members().iter().map(|key| (id.clone(), key.clone())));
        facts.groups.insert(id, group.name().to_owned());
    }
    facts
}

fn told(contact: &ews_im::im_list::Contact) -> (String, BTreeSet<ContactId>) {
    (contact.label().to_owned(), contact.keys().iter().cloned().collect())
}

/// The facts after a change. What is taken away must have been there, and what comes must not.
fn apply(facts: &mut Facts, change: &Change<'_>) {
    let id = |group: &ews_im::im_list::Group| group.id().unwrap().to_string();
    match change {
        Change::ContactRemoved(contact) => {
            assert_eq!(facts.contacts.remove(&contact.persona_id().id), Some(told(contact)));
        }
        Change::ContactAdded(contact) => {
            assert_eq!(facts.contacts.insert(contact.persona_id().id.clone(), told(contact)), None);
        }
        Change::ContactChanged { older, newer, fields } => {
            assert!(!fields.is_empty());
            assert_eq!(facts.contacts.remove(&older.persona_id().id), Some(told(older)));
            // It may take the persona of one that changes later.
            facts.contacts.insert(format!("new {}", newer.persona_id().id), told(newer));
        }
        Change::GroupRemoved(group) => assert!(facts.groups.remove(&id(group)).is_some()),
        Change::GroupAdded(group) => assert_eq!(facts.groups.insert(id(group), group.name().to_owned()), None),
        Change::GroupRenamed { older, newer } => {
            assert_eq!(facts.groups.insert(id(newer), newer.name().to_owned()).as_deref(), Some(older.name()));
        }
        Change::MemberLeft { group, member, .. } => {
            assert!(facts.members.remove(&(id(group), (*member).clone())), "{change}");
        }
        Change::MemberJoined { group, member, .. } => {
            assert!(facts.members.insert((id(group), (*member).clone())), "{change}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_changes_lead_from_one_list_to_the_other() {
    let mut chance = Chance(0xD1B5_4A32_D192_ED03);
    let mut n_changes = 0;
    for _ in 0..2000 {
        let (older, newer) = (random_list(&mut chance, false), random_list(&mut chance, false));
        let mut facts = facts_of(&older);
        let changes = older.diff(&newer);
        // Contacts that came take identifiers of personas that others leave by a change: so they come last here.
        let (added, others): (Vec<_>, Vec<_>) =
            changes.iter().partition(|change| matches!(change, Change::ContactAdded(_)));
        others.into_iter().for_each(|change| apply(&mut facts, change));
        added.into_iter().for_each(|change| apply(&mut facts, change));
        let contacts = std::mem::take(&mut facts.contacts);
        facts.contacts =
            contacts.into_iter().map(|(id, told)| (id.trim_start_matches("new ").to_owned(), told)).collect();
        assert_eq!(facts, facts_of(&newer), "{older:#?}\n{newer:#?}");
        assert_eq!(changes.is_empty(), facts_of(&older) == facts_of(&newer));
        n_changes += changes.len();
    }
    assert!(n_changes > 2000, "{n_changes}");
}
