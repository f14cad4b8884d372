import type { GivenName } from './given-names.ts'

/** Data: surnames, Latin and Devanagari, by the same regions as given names. */
export type Surname = GivenName

export const SURNAMES: readonly Surname[] = `
Sharma/शर्मा Verma/वर्मा Gupta/गुप्ता Agrawal/अग्रवाल Jain/जैन Mishra/मिश्रा Tiwari/तिवारी Dubey/दुबे Chaubey/चौबे Shukla/शुक्ला Pandey/पांडेय Pathak/पाठक Upadhyay/उपाध्याय Dixit/दीक्षित Tripathi/त्रिपाठी Trivedi/त्रिवेदी Chaturvedi/चतुर्वेदी
Dwivedi/द्विवेदी Bajpai/बाजपेयी Awasthi/अवस्थी Saxena/सक्सेना Shrivastava/श्रीवास्तव Khare/खरे Nigam/निगम Mathur/माथुर Bhatnagar/भटनागर Singh/सिंह Chauhan/चौहान Rathore/राठौर Solanki/सोलंकी Parmar/परमार Tomar/तोमर Bhadauria/भदौरिया
Thakur/ठाकुर Baghel/बघेल Sengar/सेंगर Yadav/यादव Kushwaha/कुशवाहा Patel/पटेल Kurmi/कुर्मी Lodhi/लोधी Sahu/साहू Rathi/राठी Maheshwari/माहेश्वरी Khandelwal/खंडेलवाल Soni/सोनी Vishwakarma/विश्वकर्मा Prajapati/प्रजापति Namdev/नामदेव
Sen/सेन Malviya/मालवीय Ahirwar/अहिरवार Jatav/जाटव Choudhary/चौधरी Raikwar/रायकवार Kewat/केवट Nishad/निषाद Kori/कोरी Bairagi/बैरागी Goswami/गोस्वामी Joshi/जोशी Vyas/व्यास Purohit/पुरोहित Bhargava/भार्गव Gautam/गौतम Kashyap/कश्यप
Rai/राय Rajput/राजपूत Kumhar/कुम्हार Dhakad/धाकड़ Meena/मीणा Gurjar/गुर्जर Mourya/मौर्य Chandra/चंद्रा Dewangan/देवांगन Chandrakar/चंद्राकर Tamrakar/ताम्रकार Kesharwani/केशरवानी Sonkar/सोनकर Katare/कटारे Richhariya/रिछारिया
Patil/पाटिल/m Deshmukh/देशमुख/m Deshpande/देशपांडे/m Kulkarni/कुलकर्णी/m Pawar/पवार/m Shinde/शिंदे/m Jadhav/जाधव/m Gaikwad/गायकवाड/m Bhosale/भोसले/m More/मोरे/m Chavan/चव्हाण/m Kale/काळे/m Gokhale/गोखले/m Wankhede/वानखेडे/m
Ingle/इंगळे/m Bhagat/भगत/m Thakre/ठाकरे/m Kamble/कांबळे/m Sonawane/सोनवणे/m Mahajan/महाजन/m Borkar/बोरकर/m
Shah/शाह/g Mehta/मेहता/g Desai/देसाई/g Parekh/पारेख/g Vora/वोरा/g Kothari/कोठारी/g Doshi/दोशी/g Modi/मोदी/g Panchal/पंचाल/g
Iyer/अय्यर/s Nair/नायर/s Reddy/रेड्डी/s Naidu/नायडू/s Rao/राव/s Pillai/पिल्लई/s Menon/मेनन/s Shetty/शेट्टी/s
Khan/ख़ान/u Ansari/अंसारी/u Qureshi/क़ुरैशी/u Siddiqui/सिद्दीक़ी/u Sheikh/शेख़/u Pathan/पठान/u Mansuri/मंसूरी/u Hussain/हुसैन/u Ali/अली/u Beg/बेग/u Bohra/बोहरा/u Farooqui/फ़ारूक़ी/u Rangrez/रंगरेज़/u
Arora/अरोरा/p Khanna/खन्ना/p Kapoor/कपूर/p Chawla/चावला/p Bhatia/भाटिया/p Saluja/सलूजा/p Gill/गिल/p Sandhu/संधू/p Chhabra/छाबड़ा/p
Banerjee/बनर्जी/b Mukherjee/मुखर्जी/b Chatterjee/चटर्जी/b Ghosh/घोष/b Das/दास/b Biswas/बिस्वास/b
Fernandes/फ़र्नांडिस/c DSouza/डिसूज़ा/c Francis/फ़्रांसिस/c Lakra/लकड़ा/c Xavier/ज़ेवियर/c
Gond/गोंड/a Uikey/उइके/a Maravi/मरावी/a Dhurve/धुर्वे/a Tekam/टेकाम/a Bhuria/भूरिया/a Damor/डामोर/a Markam/मरकाम/a Netam/नेताम/a
`
  .trim()
  .split(/\s+/)
  .map((entry) => {
    const [latin, devanagari, region] = entry.split('/') as [string, string, string | undefined]
    return { latin, devanagari: devanagari.normalize('NFC'), region: region ?? 'n' }
  })
