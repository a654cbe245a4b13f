"""How cells of the OpenDocument spreadsheet look: headings, days, numbers; needed columns have dark headings."""

STYLES = """
<number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:time-style style:name="clock"><number:hours number:style="long"/><number:text>:</number:text>
<number:minutes number:style="long"/></number:time-style>
<number:number-style style:name="whole"><number:number number:decimal-places="0" number:min-integer-digits="1"/>
</number:number-style>
<number:number-style style:name="any"><number:number number:min-integer-digits="1"/></number:number-style>
<number:text-style style:name="words"><number:text-content/></number:text-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>
<style:style style:name="time" style:family="table-cell" style:data-style-name="clock"/>
<style:style style:name="integer" style:family="table-cell" style:data-style-name="whole"/>
<style:style style:name="number" style:family="table-cell" style:data-style-name="any"/>
<style:style style:name="text" style:family="table-cell" style:data-style-name="words"/>
<style:style style:name="needed" style:family="table-cell"><style:table-cell-properties fo:background-color="#1f3a5f"
 fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold" fo:color="#ffffff"/></style:style>
<style:style style:name="other" style:family="table-cell"><style:table-cell-properties fo:background-color="#e4ecf5"
 fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold"
 fo:font-size="14pt"/></style:style>
<style:style style:name="left" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"
 style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="right" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"
 style:vertical-align="top"/></style:style>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
"""
