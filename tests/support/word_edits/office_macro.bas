' Edits that people make in LibreOffice: each opens the file, makes one, and saves it as Word does.

Const BOLD = 150

Sub Main
	Dim kinds, n
	kinds = Split(EDITS, " ")
	For n = 0 To UBound(kinds)
		EditAs kinds(n)
	Next n
	StarDesktop.terminate()
End Sub

Sub EditAs(kind)
	Dim doc, hidden(0) As New com.sun.star.beans.PropertyValue, saving(0) As New com.sun.star.beans.PropertyValue
	On Error Goto Failed
	hidden(0).Name = "Hidden" : hidden(0).Value = True
	doc = StarDesktop.loadComponentFromURL(SOURCE, "_blank", 0, hidden())
	Edit doc, kind
	saving(0).Name = "FilterName" : saving(0).Value = "MS Word 2007 XML"
	doc.storeToURL(FOLDER & kind & ".docx", saving())
	doc.close(True)
	Exit Sub
Failed:
	Dim number
	number = FreeFile
	Open FOLDER & "failed.txt" For Append As #number
	Print #number, kind & ": " & Error$ & " (line " & Erl & ")"
	Close #number
	If Not IsNull(doc) Then doc.close(True)
End Sub

Function Found(doc, words)
	' The first place with these words outside the table of contents.
	Dim search, range
	search = doc.createSearchDescriptor()
	search.SearchString = words
	search.SearchCaseSensitive = True
	range = doc.findFirst(search)
	Do While Left(range.ParaStyleName, 8) = "Contents"
		range = doc.findNext(range.End, search)
	Loop
	Found = range
End Function

Function AtEnd(doc, words)
	Dim cursor, range
	range = Found(doc, words)
	cursor = range.Text.createTextCursorByRange(range)
	cursor.gotoEndOfParagraph(False)
	AtEnd = cursor
End Function

Function Whole(doc, words)
	' The paragraph with these words, and its mark.
	Dim cursor, range
	range = Found(doc, words)
	cursor = range.Text.createTextCursorByRange(range)
	cursor.gotoStartOfParagraph(False)
	cursor.gotoEndOfParagraph(True)
	cursor.goRight(1, True)
	Whole = cursor
End Function

Sub Below(doc, words, text)
	' Enter at the end of a paragraph, and a text.
	Dim cursor
	cursor = AtEnd(doc, words)
	cursor.Text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
	cursor.Text.insertString(cursor, text, False)
End Sub

Function TableOf(doc, words)
	TableOf = Found(doc, words).TextTable
End Function

Sub Paste(doc, words, target)
	' Cut a paragraph and paste it above another one.
	Dim content, view
	view = doc.CurrentController
	view.select(Whole(doc, words))
	content = view.getTransferable()
	Whole(doc, words).String = ""
	view.ViewCursor.gotoRange(Found(doc, target).Start, False)
	view.insertTransferable(content)
End Sub

Sub Edit(doc, kind)
	Dim range, cursor, table, replacing, note, n
	Select Case kind
	Case "resaved"
	Case "word_put_in"
		range = Found(doc, "arbeidsro. Personalm")
		range.Text.insertString(range.Start, "ro og ", False)
	Case "word_deleted"
		Found(doc, "nye ordningen").String = "ordningen"
	Case "word_replaced"
		Found(doc, "kompetanseheving").String = "kompetanseutvikling"
	Case "words_at_the_end"
		cursor = AtEnd(doc, "Lesesalen åpner")
		cursor.Text.insertString(cursor, " Vi ser på det igjen til våren.", False)
	Case "found_and_replaced"
		replacing = doc.createReplaceDescriptor()
		replacing.SearchString = "samlingen"
		replacing.ReplaceString = "seminaret"
		doc.replaceAll(replacing)
	Case "bold_on"
		Found(doc, "tydelig forskjell").CharWeight = BOLD
	Case "italic_on"
		Found(doc, "tydelig forskjell").CharPosture = com.sun.star.awt.FontSlant.ITALIC
	Case "bold_off"
		Found(doc, "faste møter").CharWeight = 100
	Case "struck_out"
		Found(doc, "hele våren").CharStrikeout = 1
	Case "link_added"
		Found(doc, "brannvernet").HyperLinkURL = "https://example.org/brann"
	Case "link_changed"
		Found(doc, "rutinen for møter").HyperLinkURL = "https://example.org/andre"
	Case "paragraph_inserted"
		Below doc, "Lesesalen åpner", "Et helt nytt avsnitt om lesesalen."
	Case "paragraph_deleted"
		Whole(doc, "Opptakskontoret flyttet").String = ""
	Case "paragraph_split"
		range = Found(doc, "Begge deler går")
		range.Text.insertControlCharacter(range.Start, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
	Case "paragraphs_joined"
		cursor = AtEnd(doc, "Biblioteket har arbeidet")
		cursor.goRight(1, True)
		cursor.String = " "
	Case "paragraph_moved"
		Paste doc, "Opptakskontoret flyttet", "Avdelingen vil holde fram"
	Case "item_inserted"
		Below doc, "Roller og ansvar", "Et nytt punkt"
	Case "item_deleted"
		Whole(doc, "Roller og ansvar").String = ""
	Case "item_made_deeper"
		Found(doc, "Kulturen er drøftet").NumberingLevel = 1
	Case "heading_changed"
		Found(doc, "Veien videre").String = "Planene videre"
	Case "heading_one_level_down"
		Found(doc, "Veien videre").ParaStyleName = "Heading 3"
	Case "text_made_heading"
		Below doc, "Lesesalen åpner", "En ny overskrift"
		Found(doc, "En ny overskrift").ParaStyleName = "Heading 2"
	Case "cell_changed"
		TableOf(doc, "Trondheim").getCellByPosition(1, 1).String = "55"
	Case "row_inserted"
		table = TableOf(doc, "Trondheim")
		table.Rows.insertByIndex(2, 1)
		table.getCellByPosition(0, 2).String = "Bodø"
		table.getCellByPosition(1, 2).String = "9"
		table.getCellByPosition(2, 2).String = "4"
	Case "row_deleted"
		TableOf(doc, "Trondheim").Rows.removeByIndex(3, 1)
	Case "column_inserted"
		table = TableOf(doc, "Trondheim")
		table.Columns.insertByIndex(3, 1)
		For n = 0 To 3
			table.getCellByPosition(3, n).String = "kolonne " & n
		Next n
	Case "column_deleted"
		TableOf(doc, "Trondheim").Columns.removeByIndex(2, 1)
	Case "note_added"
		note = doc.createInstance("com.sun.star.text.Footnote")
		cursor = AtEnd(doc, "Opptakskontoret flyttet")
		cursor.Text.insertTextContent(cursor, note, False)
		note.String = "Flyttingen tok to dager."
	Case "note_changed"
		note = doc.Footnotes.getByIndex(0)
		note.String = "Programmet ligger hos ledelsen."
	Case "field_changed"
		Found(doc, "to faste vakter hele").String = "tre faste vakter hele"
	Case "deadline_changed"
		Found(doc, "juni 2026").String = "februar 2027"
	Case "caption_changed"
		Found(doc, "Svar etter by").String = "Svar fra byene"
	Case "alt_text_changed"
		For n = 0 To doc.GraphicObjects.Count - 1
			If InStr(doc.GraphicObjects.getByIndex(n).Description, "bøker") > 0 Then
				doc.GraphicObjects.getByIndex(n).Description = "En annen beskrivelse av søylene"
			End If
		Next n
	Case "recipient_changed"
		Found(doc, "Hovedverneombudet").String = "Studentparlamentet"
	Case "tracked_word_replaced"
		doc.RecordChanges = True
		Found(doc, "kompetanseheving").String = "kompetanseutvikling"
	Case "tracked_paragraph_inserted"
		doc.RecordChanges = True
		Below doc, "Lesesalen åpner", "Et sporet avsnitt om lesesalen."
	Case "tracked_paragraph_deleted"
		doc.RecordChanges = True
		Whole(doc, "Lesesalen åpner").String = ""
	Case "comment"
		range = Found(doc, "tydelig forskjell")
		note = doc.createInstance("com.sun.star.text.textfield.Annotation")
		note.Author = "Kari Nordli"
		note.Content = "Er forskjellen så stor?"
		range.Text.insertTextContent(range.Start, note, False)
	Case "coloured"
		Found(doc, "hele våren").CharColor = RGB(200, 0, 0)
	Case Else
		Error 5
	End Select
End Sub
