-- Barkeeper's tables. The bot applies this script itself; a person may as well:
--     mysql barkeeper < sql/V1__tables.sql
-- It runs unchanged on MariaDB 10.5 and newer, MySQL 8 and H2 (MODE=MySQL), and running it twice is harmless.
-- All times are UTC, all prices exact decimals, all money whole minor units of its currency (XBt: satoshi).
-- A database of the original bot needs sql/original/1-set-aside.sql before and 2-bring-over.sql after this one.

create table if not exists decisions (
    timestamp_dt datetime(3) not null comment 'end of the bar',
    symbol varchar(32) not null,
    side enum('long', 'short') not null,
    position bigint comment 'contracts wanted after this bar, unsigned',
    price decimal(20, 8) comment 'close at entry, carried while held, 0 when flat',
    synthetic tinyint not null default 0,
    mkt_price decimal(20, 8),
    active tinyint,
    account bigint not null default 0,
    bot varchar(23) not null default '',
    row_no bigint not null default 0 comment '0, or tells apart rows that came from the original',
    reason varchar(500) not null default '',
    primary key (timestamp_dt, symbol, side, synthetic, bot, account, row_no),
    key decisions_of_bot (account, symbol, bot, timestamp_dt)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists fills (
    transaction_dt datetime(3) not null,
    exec_id varchar(64) not null,
    order_id varchar(64),
    symbol varchar(32),
    side varchar(16),
    price decimal(20, 8) comment 'limit of the order, null when it has none',
    stop_px decimal(20, 8) comment 'trigger of the order, null when it has none',
    order_qty bigint,
    order_type varchar(20),
    order_status varchar(20),
    last_px decimal(20, 8),
    last_qty bigint,
    leaves_qty bigint,
    cum_qty bigint,
    avg_px decimal(20, 8),
    created_dt datetime(3) default current_timestamp(3),
    account bigint not null default 0,
    bot varchar(23) not null default '' comment 'empty when somebody else traded on the account',
    client_id varchar(48) not null default '',
    cost bigint comment 'minor units, signed as the venue does',
    fee bigint comment 'minor units, positive paid, negative received',
    primary key (exec_id),
    key fills_of_account (account, symbol, transaction_dt),
    key fills_by_time (transaction_dt)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists orders (
    order_id varchar(64) not null,
    symbol varchar(32),
    price decimal(20, 8) comment 'limit, null when it has none',
    decision_px decimal(20, 8),
    stop_px decimal(20, 8) comment 'trigger, null when it has none',
    side varchar(16),
    quantity bigint,
    order_type enum('Market', 'Stop', 'StopLimit', 'Limit', 'MarketIfTouched', 'LimitIfTouched'),
    created_dt datetime(3) comment 'venue time of the first acknowledgement',
    account bigint not null default 0,
    bot varchar(23) not null default '',
    client_id varchar(48) not null default '',
    status varchar(20),
    leaves_qty bigint,
    cum_qty bigint,
    avg_px decimal(20, 8),
    reduce_only tinyint not null default 0,
    triggered tinyint not null default 0,
    reason varchar(500) not null default '' comment 'the venue''s remark',
    updated_dt datetime(3),
    row_no bigint not null default 0 comment '0, or tells apart rows that came from the original',
    primary key (order_id, account, row_no),
    key orders_by_time (created_dt)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists positions (
    pid bigint not null auto_increment,
    symbol varchar(32) not null,
    current_qty bigint,
    avg_cost_price decimal(20, 8),
    unrealised_pnl bigint comment 'minor units of the settlement currency',
    current_timestamp_dt datetime(3) comment 'venue time it was read',
    account bigint not null default 0,
    bot varchar(23) not null default '',
    bar_dt datetime(3) comment 'end of the bar it was read after',
    mark_px decimal(20, 8),
    primary key (pid),
    unique key positions_of_bar (account, symbol, bot, bar_dt),
    key positions_by_time (current_timestamp_dt)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists tradeBin1m (
    timestamp_dt datetime(3) not null comment 'end of the minute',
    symbol varchar(32) not null,
    open_px decimal(20, 8),
    high_px decimal(20, 8),
    low_px decimal(20, 8),
    close_px decimal(20, 8),
    trades bigint,
    volume bigint,
    vwap decimal(20, 8),
    last_size bigint,
    turnover bigint,
    home_notional decimal(20, 8),
    foreign_notional decimal(20, 8),
    stored_dt datetime(3) default current_timestamp(3),
    primary key (timestamp_dt, symbol),
    key bars_of_symbol (symbol, timestamp_dt)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- What we ask the venue for: written before it is sent.
create table if not exists order_requests (
    account bigint not null,
    client_id varchar(48) not null,
    number bigint not null,
    bot varchar(23) not null,
    symbol varchar(32) not null,
    bar_dt datetime(3) not null,
    leg varchar(16) not null,
    attempt int not null,
    side varchar(16) not null,
    order_type varchar(20) not null,
    quantity bigint not null,
    price decimal(20, 8),
    stop_px decimal(20, 8),
    trigger_price varchar(16) not null,
    reduce_only tinyint not null,
    close_position tinyint not null,
    decision_px decimal(20, 8) not null,
    state varchar(16) not null,
    order_id varchar(64) not null default '',
    cum_qty bigint not null default 0,
    note varchar(500) not null default '',
    updated_dt datetime(3) not null comment 'venue time of the last change',
    primary key (account, client_id),
    key requests_of_bot (account, symbol, bot, bar_dt),
    key requests_by_state (account, symbol, bot, state)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- Money that moved: funding, settlement, and the fee of every fill.
create table if not exists ledger (
    transaction_dt datetime(3) not null,
    exec_id varchar(64) not null,
    kind varchar(20) not null comment 'Fee, Funding, Settlement, ...',
    account bigint not null,
    symbol varchar(32) not null,
    bot varchar(23) not null default '',
    quantity bigint not null,
    price decimal(20, 8) not null,
    rate decimal(20, 8),
    amount bigint not null comment 'minor units, positive paid, negative received',
    currency varchar(16) not null default '' comment 'empty: the settlement currency of the symbol',
    primary key (exec_id, kind),
    key ledger_of_account (account, symbol, transaction_dt)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- What came in and went out, numbered per bot without holes.
create table if not exists journal (
    account bigint not null,
    symbol varchar(32) not null,
    bot varchar(23) not null,
    seq bigint not null,
    at_dt datetime(3) not null comment 'venue time',
    direction enum('IN', 'OUT') not null,
    kind varchar(120) not null,
    payload mediumtext not null comment 'JSON',
    primary key (account, symbol, bot, seq),
    key journal_by_time (account, symbol, bot, at_dt)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table if not exists bot_state (
    account bigint not null,
    symbol varchar(32) not null,
    bot varchar(23) not null,
    mode varchar(16) not null,
    adopted_qty bigint not null,
    entry_px decimal(20, 8) not null,
    decision_px decimal(20, 8) not null,
    held_since_dt datetime(3) comment 'null when flat',
    stop_widenings int not null,
    last_decided_dt datetime(3) comment 'null before the first bar',
    fills_known_to_dt datetime(3) comment 'every execution up to then was read from the history; null before the first reading',
    primary key (account, symbol, bot)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- Who may trade: one process per account and symbol, and per account and bot name.
create table if not exists lease (
    account bigint not null,
    name varchar(64) not null comment 'symbol:XBTUSD, bot:bot0',
    fence bigint not null default 0 comment 'grows by every holder',
    bot varchar(23) not null default '',
    host varchar(255) not null default '' comment 'empty when free',
    pid bigint not null default 0,
    pid_space varchar(120) not null default '' comment 'boot and namespace in which the pid means something',
    process_started_dt datetime(3),
    acquired_dt datetime(3),
    renewed_dt datetime(3) comment 'time of the database',
    primary key (account, name)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- Which scripts have run, by whomever.
create table if not exists schema_scripts (
    name varchar(64) not null,
    version int not null default 0,
    applied_dt datetime(3) default current_timestamp(3),
    primary key (name)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

insert ignore into schema_scripts (name, version) values ('V1__tables', 1);
