-- First of three steps by which a database of the original bot becomes Barkeeper's (the bot does them itself at start):
--     mysql barkeeper < sql/original/1-set-aside.sql
--     mysql barkeeper < sql/V1__tables.sql
--     mysql barkeeper < sql/original/2-bring-over.sql
-- The original's tables keep every row under their new names, all of them at once. What is missing, was set aside before
-- or is Barkeeper's own is let be: running it twice is harmless. None of the three needs mysql --force.

set @set_aside = (
    select concat('rename table ', group_concat(concat('`', ours.table_name, '` to `original_', ours.table_name, '`')))
    from information_schema.tables as ours
    where ours.table_schema = database()
      and ours.table_type = 'BASE TABLE'
      and lower(ours.table_name) in ('decisions', 'fills', 'orders', 'positions', 'tradebin1m')
      and not exists (
          select 1 from information_schema.columns as mark
          where mark.table_schema = ours.table_schema and mark.table_name = ours.table_name
            and lower(mark.column_name) in ('account', 'stored_dt'))
      and not exists (
          select 1 from information_schema.tables as aside
          where aside.table_schema = ours.table_schema
            and lower(aside.table_name) = concat('original_', lower(ours.table_name))));
set @set_aside = coalesce(@set_aside, 'do 0');
prepare set_aside from @set_aside;
execute set_aside;
deallocate prepare set_aside;
