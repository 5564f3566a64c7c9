package dev.barkeeper.storage;

import java.util.List;

/** A database of the original bot: its columns with other types and few keys, some rows written twice. */
final class OriginalTables {
    static final List<String> STATEMENTS = List.of(
            "create table decisions (timestamp_dt datetime not null, symbol varchar(20), side enum('long','short'),"
                    + " position int, price float, synthetic tinyint(1), mkt_price float, active tinyint(1))",
            "create table fills (transaction_dt datetime, exec_id varchar(36) not null, order_id varchar(36),"
                    + " symbol varchar(20), side varchar(4), price float, stop_px float, order_qty int,"
                    + " order_type varchar(20), order_status varchar(20), last_px float, last_qty int, leaves_qty int,"
                    + " cum_qty int, avg_px int, created_dt timestamp null, primary key (exec_id))",
            "create table orders (order_id varchar(36), symbol varchar(20), price float, decision_px float,"
                    + " stop_px float, side varchar(4), quantity int,"
                    + " order_type enum('Market','Stop','StopLimit','Limit'), created_dt datetime)",
            "create table positions (pid int, symbol varchar(20), current_qty int, avg_cost_price float,"
                    + " unrealised_pnl int, current_timestamp_dt datetime)",
            "create table tradeBin1m (timestamp_dt datetime not null, symbol varchar(20) not null, open_px float,"
                    + " high_px float, low_px float, close_px float, trades int, volume int, vwap float, last_size int,"
                    + " turnover bigint, home_notional float, foreign_notional float,"
                    + " primary key (timestamp_dt, symbol))",
            "insert into decisions values ('2020-05-01 00:01:00','XBTUSD','long',100,9321.5,0,9322,0),"
                    + " ('2020-05-01 00:01:00','XBTUSD','long',100,9321.5,0,9322,0),"
                    + " ('2020-05-01 00:01:00','XBTUSD','short',0,0,0,9322,1),"
                    + " ('2020-05-01 00:01:00','XBTUSD','long',50,9000,1,9322,0),"
                    + " ('2020-11-01 05:30:00','XBTUSD','long',1,1,0,null,null),"
                    + " ('2020-11-01 06:30:00','XBTUSD','long',2,1,0,null,null)",
            "insert into fills values ('2020-05-01 00:01:02','e1','o1','XBTUSD','Buy',9321.5,null,100,'Market',"
                    + "'Filled',9321.5,100,0,100,9321,'2020-05-01 00:01:03')",
            "insert into orders values ('o1','XBTUSD',9321.5,9321.5,null,'Buy',100,'Market','2020-05-01 00:01:02'),"
                    + " ('o1','XBTUSD',9321.5,9321.5,null,'Buy',100,'Market','2020-05-01 00:01:02'),"
                    + " (null,'XBTUSD',null,null,9211,'Sell',100,'StopLimit','2020-05-01 00:01:04')",
            "insert into positions values (3,'XBTUSD',100,9321.5,-12,'2020-05-01 00:01:05'),"
                    + " (4,'XBTUSD',0,null,0,'2020-05-01 00:02:05')",
            "insert into tradeBin1m values ('2020-05-01 00:01:00','XBTUSD',9320,9325,9319.5,9321.5,10,1000,9321,5,"
                    + "10728000,0.1,1000)");

    private OriginalTables() {}
}
