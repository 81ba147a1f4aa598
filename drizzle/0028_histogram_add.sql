-- The sum of two arrays of counts. Called for each session cell and latency of a fold: a loop over the few counts that are added, in place, takes a fifth of
-- the time of writing and reading the sum as text.
create or replace function histogram_add(a integer[], b integer[]) returns integer[] language plpgsql immutable parallel safe as $$
declare
  count integer;
  wide integer[];
begin
  if a is null or cardinality(a) = 0 then return b; end if;
  if b is null or cardinality(b) = 0 then return a; end if;
  if array_lower(b, 1) < array_lower(a, 1) or array_upper(b, 1) > array_upper(a, 1) then
    wide := array_fill(0,
      array[greatest(array_upper(a, 1), array_upper(b, 1)) - least(array_lower(a, 1), array_lower(b, 1)) + 1],
      array[least(array_lower(a, 1), array_lower(b, 1))]);
    wide[array_lower(a, 1):array_upper(a, 1)] := a;
    a := wide;
  end if;
  for i in array_lower(b, 1)..array_upper(b, 1) loop
    count := b[i];
    if count <> 0 then a[i] := coalesce(a[i], 0) + count; end if;
  end loop;
  return a;
end
$$;
