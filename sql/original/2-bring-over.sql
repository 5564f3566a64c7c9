-- Third of three steps, see 1-set-aside.sql: copies the original's rows into Barkeeper's tables, once.
-- Its rows belong to no bot (account 0, empty bot); rows it wrote twice for a minute are told apart by row_no.
-- What has no time, or a decision without symbol or side, cannot be placed and stays in the original_ table only, which
-- may be dropped when all is well.
-- Times are taken as UTC; columns of type timestamp are converted to it.
-- A table's rows and the note that they are here are committed together: what was interrupted is run again.

/*!40103 set time_zone = '+00:00' */;

-- What the original lacked has no rows.
create table if not exists original_decisions like decisions;
create table if not exists original_fills like fills;
create table if not exists original_orders like orders;
create table if not exists original_positions like positions;
create table if not exists original_tradeBin1m like tradeBin1m;

start transaction;
insert into decisions (timestamp_dt, symbol, side, position, price, synthetic, mkt_price, active, row_no)
select timestamp_dt, symbol, side, position, price, coalesce(synthetic, 0), mkt_price, active,
       row_number() over (partition by timestamp_dt, symbol, side, coalesce(synthetic, 0) order by timestamp_dt)
from original_decisions
where timestamp_dt is not null and symbol is not null and side is not null
  and not exists (select 1 from schema_scripts where name = 'original_decisions');
insert ignore into schema_scripts (name) values ('original_decisions');
commit;

start transaction;
insert into fills (transaction_dt, exec_id, order_id, symbol, side, price, stop_px, order_qty, order_type,
                   order_status, last_px, last_qty, leaves_qty, cum_qty, avg_px, created_dt)
select transaction_dt, exec_id, order_id, symbol, side, price, stop_px, order_qty, order_type,
       order_status, last_px, last_qty, leaves_qty, cum_qty, avg_px, created_dt
from original_fills
where transaction_dt is not null
  and not exists (select 1 from schema_scripts where name = 'original_fills');
insert ignore into schema_scripts (name) values ('original_fills');
commit;

start transaction;
insert into orders (order_id, symbol, price, decision_px, stop_px, side, quantity, order_type, created_dt, row_no)
select coalesce(order_id, ''), symbol, price, decision_px, stop_px, side, quantity, order_type, created_dt,
       row_number() over (partition by coalesce(order_id, '') order by created_dt)
from original_orders
where not exists (select 1 from schema_scripts where name = 'original_orders');
insert ignore into schema_scripts (name) values ('original_orders');
commit;

start transaction;
insert into positions (symbol, current_qty, avg_cost_price, unrealised_pnl, current_timestamp_dt)
select coalesce(symbol, ''), current_qty, avg_cost_price, unrealised_pnl, current_timestamp_dt
from original_positions
where not exists (select 1 from schema_scripts where name = 'original_positions')
order by pid;
insert ignore into schema_scripts (name) values ('original_positions');
commit;

start transaction;
insert into tradeBin1m (timestamp_dt, symbol, open_px, high_px, low_px, close_px, trades, volume, vwap, last_size,
                        turnover, home_notional, foreign_notional)
select timestamp_dt, symbol, open_px, high_px, low_px, close_px, trades, volume, vwap, last_size,
       turnover, home_notional, foreign_notional
from original_tradeBin1m
where not exists (select 1 from schema_scripts where name = 'original_tradeBin1m');
insert ignore into schema_scripts (name) values ('original_tradeBin1m');
commit;
