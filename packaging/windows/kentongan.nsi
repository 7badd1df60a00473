; The installer for Windows. `cargo xtask windows` gives VERSION, STAGE (the folder of what is installed), OUTPUT and
; WORDS (the sentences of ui/src/words as LangStrings).
;   /S            silent          /AllUsers     for everybody on this PC, which needs an administrator
;   /D=FOLDER     last of all     /Restart      starts Kentongan afterwards
; NSIS itself forgets a FOLDER that no disk could have, and takes the usual one.
; Ends with 0, or: 2 Kentongan is running, 3 a newer version is installed, 4 the folder cannot be written, 740 not an
; administrator.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; The same files give the same installer, whenever they were built.
SetDateSave off
; Two programs share most of what they are made of, if the first is still remembered at the second.
SetCompressorDictSize 64
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
Name "Kentongan"
OutFile "${OUTPUT}"
BrandingText " "
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Kentongan"
VIAddVersionKey "FileDescription" "Kentongan"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" ""

!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include nsDialogs.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include MUI2.nsh

; The name under which Windows shows toasts: the identifier of src-tauri/tauri.conf.json.
!define APP_ID "id.go.sidoarjo.kentongan"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Kentongan"
!define TOAST_KEY "Software\Classes\AppUserModelId\${APP_ID}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
; https://learn.microsoft.com/microsoft-edge/webview2/concepts/distribution#detect-if-a-webview2-runtime-is-already-installed
!define WEB_VIEW_KEY "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
!define WEB_VIEW_SETUP "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"

Var ForAll
Var Installed
Var Folder
Var Version
Var File
Var ForMeButton
Var ForAllButton

!define MUI_ICON "${STAGE}\icon.ico"
!define MUI_UNICON "${STAGE}\icon.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Start
Page custom AskForWhom HearForWhom
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"
!insertmacro MUI_LANGUAGE "English"
!include "${WORDS}"

; The context decides between this person's registry, start menu and programs, and everybody's.
!macro Context
  ${If} $ForAll = 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; A program that runs cannot be opened for writing; `cannot` is done then.
!macro IfRunning program cannot
  ${If} ${FileExists} "$INSTDIR\${program}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${program}" a
    ${If} ${Errors}
      ${cannot}
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

!macro OnEach verb
  !insertmacro ${verb} "kentongan.exe"
  !insertmacro ${verb} "kentongan-room.exe"
  !insertmacro ${verb} "WebView2Loader.dll"
  !insertmacro ${verb} "kentongan-room.txt"
  !insertmacro ${verb} "icon.ico"
  !insertmacro ${verb} "ui"
!macroend

!macro PutAside name
  ${If} ${FileExists} "$INSTDIR\${name}"
    Rename "$INSTDIR\${name}" "$INSTDIR\.old\${name}"
  ${EndIf}
!macroend

!macro PutInPlace name
  Rename "$INSTDIR\.new\${name}" "$INSTDIR\${name}"
!macroend

!macro PutBack name
  ${If} ${FileExists} "$INSTDIR\.old\${name}"
    Rename "$INSTDIR\${name}" "$INSTDIR\.new\${name}"
    Rename "$INSTDIR\.old\${name}" "$INSTDIR\${name}"
  ${EndIf}
!macroend

Function .onInit
  StrCpy $Version "${VERSION}"
  StrCpy $ForAll 0
  ; Where it is installed already it is installed again.
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 == ""
  ${AndIf} $1 != ""
    StrCpy $ForAll 1
  ${EndIf}
  ${GetParameters} $2
  ClearErrors
  ${GetOptions} $2 "/AllUsers" $3
  ${IfNot} ${Errors}
    StrCpy $ForAll 1
  ${EndIf}
  ${If} $ForAll = 1
    Call NeedAdministrator
  ${EndIf}
  Call Place
FunctionEnd

; Sets the folder, unless the command line did, and refuses what is newer there.
Function Place
  !insertmacro Context
  ${If} $ForAll = 1
    ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    StrCpy $1 "$PROGRAMFILES64\Kentongan"
  ${Else}
    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
    StrCpy $1 "$LOCALAPPDATA\Programs\Kentongan"
  ${EndIf}
  ${If} $0 != ""
    StrCpy $1 $0
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR $1
  ${EndIf}
  ReadRegStr $Installed SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $Installed != ""
    ${VersionCompare} $Installed $Version $0
    ${If} $0 = 1
      MessageBox MB_OK|MB_ICONSTOP "$(NEWER)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; Asks for the right once more, as Windows does it, and lets that one go on.
Function NeedAdministrator
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/Restart" $1
    ${IfNot} ${Silent}
      ExecShell "runas" "$EXEPATH" "/AllUsers"
    ${ElseIfNot} ${Errors}
      ; An application that updates itself has a person in front of it.
      ExecShell "runas" "$EXEPATH" "/S /AllUsers /Restart"
    ${EndIf}
    SetErrorLevel 740
    Quit
  ${EndIf}
FunctionEnd

Function AskForWhom
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(FOR_WHOM)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 12u 100% 12u "$(FOR_ME)"
  Pop $ForMeButton
  ${NSD_CreateRadioButton} 0 32u 100% 12u "$(FOR_ALL)"
  Pop $ForAllButton
  ${If} $ForAll = 1
    ${NSD_Check} $ForAllButton
  ${Else}
    ${NSD_Check} $ForMeButton
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function HearForWhom
  ${NSD_GetState} $ForAllButton $0
  ${If} $0 <> $ForAll
    StrCpy $ForAll $0
    StrCpy $INSTDIR ""
    ${If} $ForAll = 1
      Call NeedAdministrator
    ${EndIf}
    Call Place
  ${EndIf}
FunctionEnd

Function Running
  ; An application that updates itself is still on its way out: its room makes a last backup.
  ${GetParameters} $0
  StrCpy $3 240
  ClearErrors
  ${GetOptions} $0 "/Restart" $1
  ${If} ${Errors}
    StrCpy $3 20
  ${EndIf}
  ${ForEach} $1 1 $3 + 1
    StrCpy $2 0
    !insertmacro IfRunning "kentongan.exe" "StrCpy $2 1"
    !insertmacro IfRunning "kentongan-room.exe" "StrCpy $2 1"
    ${If} $2 = 0
      Return
    ${EndIf}
    ${IfNot} ${Silent}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY +2
      Abort
    ${Else}
      Sleep 500
    ${EndIf}
  ${Next}
  SetErrorLevel 2
  Abort
FunctionEnd

Function Unwritable
  StrCpy $Folder $INSTDIR
  MessageBox MB_OK|MB_ICONSTOP "$(UNWRITABLE)" /SD IDOK
  RMDir /r "$INSTDIR\.new"
  RMDir "$INSTDIR\.old"
  RMDir "$INSTDIR"
  SetErrorLevel 4
  Abort
FunctionEnd

Section
  !insertmacro Context
  Call Running
  RMDir /r "$INSTDIR\.new"
  RMDir /r "$INSTDIR\.old"
  ClearErrors
  CreateDirectory "$INSTDIR\.new"
  CreateDirectory "$INSTDIR\.old"
  ${If} ${Errors}
    Call Unwritable
  ${EndIf}
  ; All of it is on the disk before anything of the version that is there is touched.
  SetOutPath "$INSTDIR\.new"
  SetOverwrite try
  File /r "${STAGE}\*.*"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    Call Unwritable
  ${EndIf}
  SetOutPath "$INSTDIR"
  !insertmacro OnEach PutAside
  ${IfNot} ${Errors}
    !insertmacro OnEach PutInPlace
  ${EndIf}
  ${If} ${Errors}
    !insertmacro OnEach PutBack
    SetOutPath "$TEMP"
    Call Unwritable
  ${EndIf}
  RMDir /r "$INSTDIR\.old"
  RMDir /r "$INSTDIR\.new"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  StrCpy $File "$SMPROGRAMS\Kentongan.lnk"
  Call Shortcut
  WriteRegStr SHCTX "${TOAST_KEY}" "DisplayName" "Kentongan"
  WriteRegStr SHCTX "${TOAST_KEY}" "IconUri" "$INSTDIR\icon.ico"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "Kentongan"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\kentongan.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "Kentongan"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
  Call WebView
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/Restart" $1
  ${IfNot} ${Errors}
    Call Start
  ${EndIf}
SectionEnd

; Windows shows a toast's sender by the id of a start-menu entry, which CreateShortcut cannot give.
Function Shortcut
  CreateShortcut "$File" "$INSTDIR\kentongan.exe"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P= 0
    Return
  ${EndIf}
  ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
  ${If} $1 P<> 0
    ${IPersistFile::Load} $1 '("$File",${STGM_READWRITE})'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
    ${If} $2 P<> 0
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
      System::Call '*(&w${NSIS_MAX_STRLEN})p.r5'
      System::Call '*$5(&w${NSIS_MAX_STRLEN} "${APP_ID}")'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r5)p.r4'
      ${IPropertyStore::SetValue} $2 '($3,$4)'
      ${IPropertyStore::Commit} $2 ""
      System::Free $3
      System::Free $4
      System::Free $5
      ${IUnknown::Release} $2 ""
    ${EndIf}
    ${IPersistFile::Save} $1 '("$File",1)'
    ${IUnknown::Release} $1 ""
  ${EndIf}
  ${IUnknown::Release} $0 ""
FunctionEnd

; A closed network has it on a stick, beside this installer.
Function WebView
  StrCpy $1 0
TryAgain:
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${WEB_VIEW_KEY}" "pv"
  ${If} $0 == ""
    ReadRegStr $0 HKLM "SOFTWARE\${WEB_VIEW_KEY}" "pv"
  ${EndIf}
  ${If} $0 == ""
    ReadRegStr $0 HKCU "Software\${WEB_VIEW_KEY}" "pv"
  ${EndIf}
  ${If} $0 != ""
  ${AndIf} $0 != "0.0.0.0"
    Return
  ${EndIf}
  ${If} $1 = 0
  ${AndIf} ${FileExists} "$EXEDIR\${WEB_VIEW_SETUP}"
    StrCpy $1 1
    ExecWait '"$EXEDIR\${WEB_VIEW_SETUP}" /silent /install'
    Goto TryAgain
  ${EndIf}
  StrCpy $File "${WEB_VIEW_SETUP}"
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(WEB_VIEW)" /SD IDOK
FunctionEnd

; Through the shell, so that it does not inherit an administrator's rights.
Function Start
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\kentongan.exe"'
FunctionEnd

Function un.onInit
  StrCpy $ForAll 0
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ; The same folder may be spelled in another way.
  ${If} $1 == ""
  ${AndIf} $0 != ""
    StrCpy $ForAll 1
  ${ElseIf} $0 == $INSTDIR
    StrCpy $ForAll 1
  ${EndIf}
  ${If} $ForAll = 1
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${IfNot} ${Silent}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
      ${EndIf}
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

!macro Remove name
  Delete "$INSTDIR\${name}"
!macroend

Section "Uninstall"
  StrCpy $2 0
  !insertmacro IfRunning "kentongan.exe" "StrCpy $2 1"
  !insertmacro IfRunning "kentongan-room.exe" "StrCpy $2 1"
  ${If} $2 = 1
    MessageBox MB_OK|MB_ICONSTOP "$(RUNNING)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  !insertmacro Context
  ; What else somebody put into that folder is theirs.
  RMDir /r "$INSTDIR\ui"
  !insertmacro OnEach Remove
  RMDir /r "$INSTDIR\.new"
  RMDir /r "$INSTDIR\.old"
  Delete "$SMPROGRAMS\Kentongan.lnk"
  DeleteRegKey SHCTX "${TOAST_KEY}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ; Of whoever takes it away: to start with the PC, what the web view kept by itself, and the room if they say so.
  DeleteRegValue HKCU "${RUN_KEY}" "Kentongan"
  DeleteRegValue HKCU "${APPROVED_KEY}" "Kentongan"
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\${APP_ID}"
  StrCpy $Folder "$LOCALAPPDATA\Kentongan"
  ${If} ${FileExists} "$Folder\*.*"
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/DeleteData" $1
    ${IfNot} ${Errors}
      RMDir /r "$Folder"
    ${Else}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(DELETE_DATA)" /SD IDNO IDNO +2
      RMDir /r "$Folder"
    ${EndIf}
  ${EndIf}
SectionEnd
