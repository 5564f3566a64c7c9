-- First of three steps by which a database of the original bot becomes Barkeeper's (the bot does them itself at start):
--     mysql barkeeper < sql/original/1-set-aside.sql
--     mysql barkeeper < sql/V1__tables.sql
--     mysql barkeeper < sql/original/2-bring-over.sql
-- The original's tables keep every row under their new names. Where one of them does not exist, use mysql --force.

alter table decisions rename to original_decisions;
alter table fills rename to original_fills;
alter table orders rename to original_orders;
alter table positions rename to original_positions;
alter table tradeBin1m rename to original_tradeBin1m;
