package postgres

// createStaged makes the two tables of an import: staged holds what came, a line for each version; lined what is to be
// written, with everything looked up.
const createStaged = `
	create temporary table staged (
		deal integer, n integer, opportunity_id uuid, partner_id uuid, account_id uuid, source_key text, name text,
		partner text, attribution text, product text, account_key text, account_name text, account_domain text,
		account_country text, at timestamptz, amount bigint, estimated boolean, stage text, category text, outcome text,
		close_date date
	) on commit drop;
	create temporary table lined (
		known boolean, n integer, source_key text, account_id uuid, product text, opportunity_id uuid, at timestamptz,
		name text, owner_id uuid, partner_id uuid, attribution text, amount bigint, estimated boolean, stage text,
		category text, outcome text, next_step text, created_at timestamptz, stage_since timestamptz, close_date date
	) on commit drop`

var stagedColumns = []string{
	"deal", "n", "opportunity_id", "partner_id", "account_id", "source_key", "name", "partner", "attribution", "product",
	"account_key", "account_name", "account_domain", "account_country", "at", "amount", "estimated", "stage", "category",
	"outcome", "close_date",
}

// importPartners keeps the partners that are not known, and gives their ids.
const importPartners = `
	insert into partner (id, program_id, name, domain, status, revision)
	select distinct on (lower(partner)) partner_id, $1::uuid, partner, '', 'active', 1
	from staged where partner <> '' and n = 0 order by lower(partner), deal
	on conflict (program_id, lower(name)) do nothing
	returning id`

const importAccounts = `
	insert into account (id, program_id, name, domain, country, key)
	select distinct on (account_key) account_id, $1::uuid, account_name, account_domain, account_country, account_key
	from staged where account_key <> '' and n = 0 order by account_key, deal
	on conflict on constraint account_single do nothing`

// lineUp puts the versions of each deal in a row, behind the one that a known deal stands at, and keeps those that
// differ from the one before. stage_since is the moment of the last change of stage up to each version.
const lineUp = `
	with known as (
		select o.*, (select max(v.at) from opportunity_version v
			where v.program_id = o.program_id and v.opportunity_id = o.id) as stands_since
		from opportunity o
		where o.program_id = $1 and o.source_key in (select source_key from staged)
	), line as (
		select true as known, -1 as n, k.source_key, k.account_id, k.product, k.id as opportunity_id, k.stands_since as at,
			k.name, k.owner_id, k.partner_id, k.attribution, k.amount, k.estimated, k.stage, k.category, k.outcome,
			k.next_step, k.created_at, k.close_date, k.stage_since as since
		from known k
		union all
		select true, s.n, s.source_key, k.account_id, k.product, k.id, s.at,
			k.name, k.owner_id, k.partner_id, k.attribution, s.amount, s.estimated, s.stage, s.category, s.outcome,
			k.next_step, k.created_at, s.close_date, s.at
		from staged s join known k using (source_key) where s.at > k.stands_since
		union all
		select false, s.n, s.source_key, a.id, s.product, s.opportunity_id, s.at,
			s.name, null, p.id, s.attribution, s.amount, s.estimated, s.stage, s.category, s.outcome,
			'', min(s.at) over (partition by s.source_key), s.close_date, s.at
		from staged s
		left join account a on a.program_id = $1 and a.key = s.account_key
		left join partner p on p.program_id = $1 and lower(p.name) = lower(s.partner)
		where not exists (select from known k where k.source_key = s.source_key)
	), compared as (
		select *, stage is distinct from lag(stage) over deal as moves,
			(amount, estimated, stage, category, outcome, close_date) is distinct from (lag(amount) over deal,
				lag(estimated) over deal, lag(stage) over deal, lag(category) over deal, lag(outcome) over deal,
				lag(close_date) over deal) as differs
		from line window deal as (partition by opportunity_id order by at, n)
	), dated as (
		select *, max(since) filter (where moves) over (partition by opportunity_id order by at, n) as stage_since
		from compared
	)
	insert into lined
	select known, n, source_key, account_id, product, opportunity_id, at, name, owner_id, partner_id, attribution, amount,
		estimated, stage, category, outcome, next_step, created_at, stage_since, close_date
	from dated where differs and n >= 0`

const importNew = `
	insert into opportunity (id, program_id, account_id, name, product, source_key, partner_id, attribution, amount,
		estimated, stage, category, outcome, next_step, created_at, stage_since, close_date, revision)
	select distinct on (opportunity_id) opportunity_id, $1::uuid, account_id, name, product, source_key, partner_id,
		attribution, amount, estimated, stage, category, outcome, next_step, created_at, stage_since, close_date, 1
	from lined where not known order by opportunity_id, at desc, n desc`

const importChanged = `
	update opportunity o set amount = l.amount, estimated = l.estimated, stage = l.stage, category = l.category,
		outcome = l.outcome, stage_since = l.stage_since, close_date = l.close_date, revision = o.revision + 1
	from (select distinct on (opportunity_id) * from lined where known order by opportunity_id, at desc, n desc) l
	where o.id = l.opportunity_id`

const importVersions = `
	insert into opportunity_version (program_id, opportunity_id, at, name, owner_id, partner_id, attribution, amount,
		estimated, stage, category, outcome, next_step, created_at, stage_since, close_date)
	select $1::uuid, opportunity_id, at, name, owner_id, partner_id, attribution, amount, estimated, stage, category, outcome,
		next_step, created_at, stage_since, close_date
	from lined order by opportunity_id, at, n`

// importedOf tells of every partner of a deal that was written, and of those that came with the import, which are $1.
const importedOf = `
	select p.id, p.id = any($1::uuid[]), min(l.created_at), min(l.created_at) filter (where l.attribution <> ''),
		min(l.at) filter (where l.attribution <> '' and l.outcome = 'won'),
		greatest(max(l.created_at), max(l.at) filter (where l.outcome = 'won'))
	from partner p left join lined l on l.partner_id = p.id
	where p.id = any($1) or l.partner_id is not null
	group by p.id order by p.id`
