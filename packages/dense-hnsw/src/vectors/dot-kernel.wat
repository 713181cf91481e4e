;; Dot products of rows of 8-bit numbers with a query of 16-bit numbers. scripts/make-dot-kernel.ts turns this into
;; dot-kernel-bytes.ts. Sums fit into 32 bits: see quantizeQuery in quantize.ts.
(module
  (import "vectors" "memory" (memory 1))

  ;; Dot product of a row of bytes with a query of 16-bit numbers, both of $bytes numbers, a multiple of 16.
  (func $dot (param $row i32) (param $query i32) (param $bytes i32) (result i32)
    (local $end i32) (local $codes v128) (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $row) (local.get $bytes)))
    (loop $next
      (local.set $codes (v128.load (local.get $row)))
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $codes)) (v128.load (local.get $query)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $codes)) (v128.load offset=16 (local.get $query)))))
      (local.set $query (i32.add (local.get $query) (i32.const 32)))
      (br_if $next (i32.ne (local.tee $row (i32.add (local.get $row) (i32.const 16))) (local.get $end))))
    (local.set $a (i32x4.add (local.get $a) (local.get $b)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
      (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))

  ;; Of $count rows from $row on, one after the other.
  (func (export "scan")
    (param $row i32) (param $count i32) (param $bytes i32) (param $query i32) (param $out i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $out) (local.get $end)))
        (i32.store (local.get $out) (call $dot (local.get $row) (local.get $query) (local.get $bytes)))
        (local.set $row (i32.add (local.get $row) (local.get $bytes)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $next))))

  ;; Of the rows whose numbers stand in $out, which the products replace.
  (func (export "gather")
    (param $rows i32) (param $count i32) (param $bytes i32) (param $query i32) (param $out i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $out) (local.get $end)))
        (i32.store (local.get $out)
          (call $dot
            (i32.add (local.get $rows) (i32.mul (i32.load (local.get $out)) (local.get $bytes)))
            (local.get $query)
            (local.get $bytes)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $next)))))
