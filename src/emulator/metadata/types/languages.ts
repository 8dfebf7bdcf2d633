/**
 * Languages that labels are translated to: fully supported, end-user and platform-only ones.
 * Source: https://help.salesforce.com/s/articleView?id=sf.faq_getstart_what_languages_does.htm
 */
const LANGUAGES = `
  en_US de es fr it ja sv ko zh_TW zh_CN pt_BR nl_NL da th fi ru es_MX no
  ar bg hr cs en_GB el iw hu in pl pt_PT ro sk sl tr uk vi
  sq ar_DZ ar_BH ar_EG ar_IQ ar_JO ar_KW ar_LB ar_LY ar_MA ar_OM ar_QA ar_SA ar_SD ar_SY ar_TN ar_AE ar_YE
  hy eu bn bs my ca zh_HK zh_SG zh_MY nl_BE nl_SR en_AU en_BE en_CA en_CY en_DE en_HK en_IN en_IE en_IL en_IT en_MY
  en_MT en_NL en_NZ en_PH en_SG en_ZA en_AE eo et fa fr_BE fr_CA fr_LU fr_MA fr_CH gl ka de_AT de_BE de_LU de_CH el_CY
  kl gu ht haw hi hmn is ga it_CH kk km kn lo lv lt lb mk ms ml mt mi mr sh sh_ME mn cnr ps pt_AO pt_CV pt_MZ pt_TL
  pa ro_MD rm ru_AM ru_BY ru_KZ ru_KG ru_LT ru_MD ru_PL ru_UA sm sr si es_AR es_BO es_CL es_CO es_CR es_DO es_EC es_SV
  es_GT es_HN es_NI es_PA es_PY es_PE es_PR es_US es_UY es_VE sw tl ta te ji ur cy xh yi zu af am
`;

const KNOWN: ReadonlySet<string> = new Set(LANGUAGES.trim().split(/\s+/));

/** Whether it is the code of a language, e.g. `de` or `pt_BR`. */
export function isLanguage(code: string): boolean {
  return KNOWN.has(code);
}
