-- Whoever copies the directory goes on from the last time he saw, which is told in milliseconds: each operation has one of its own.
with placed as (
    select did, position, date_trunc('milliseconds', at) as at,
           row_number() over (order by at, did, position) * interval '1 millisecond' as place
      from plc_operation),
spread as (
    select did, position,
           max(at - place) over (order by place rows between unbounded preceding and current row) + place as at
      from placed)
update plc_operation o set at = s.at from spread s
 where s.did = o.did and s.position = o.position and s.at <> o.at;

drop index plc_operation_at;
create unique index plc_operation_at on plc_operation (at);
